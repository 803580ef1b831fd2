package io.warifu.keys.delivery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Requests of the delivery port in which random pieces were replaced; most of them are wrong. */
final class MutatedRequests {

    static final String KEYS = "/api/v1/keys/";
    private static final List<String> METHODS =
            List.of("GET", "POST", "POST", "POST", "HEAD2", "PUT", "DELETE", "OPTIONS", "get");
    private static final List<String> PATHS =
            List.of(
                    "gateway-kochi/enc_keys",
                    "gateway-kochi/enc_keys",
                    "gateway-kochi/dec_keys",
                    "gateway-kochi/status",
                    "gateway-koganei/enc_keys?number=2&size=128",
                    "second-tokyo/enc_keys?number=1",
                    "gateway-kochi/dec_keys?key_ID=" + new UUID(0x4000L, 1L << 63));
    private static final List<String> BODIES =
            List.of(
                    "{}",
                    "{\"number\":3,\"size\":256}",
                    "{\"number\":1,\"additional_slave_SAE_IDs\":[\"third-kochi\"]}",
                    "{\"extension_mandatory\":[{\"warifu_min_paths\":2},{\"warifu_hybrid\":\"off\"}]}",
                    "{\"extension_optional\":[{\"abc_x\":[1,2,{\"y\":null}]}],\"size\":64}",
                    "{\"key_IDs\":[{\"key_ID\":\"2b3a6a3e-0d0c-4d6f-8a43-3ad7f8f8a001\"}]}");
    private static final List<String> PIECES =
            List.of(
                    "null",
                    "-1",
                    "1e9",
                    "\"\"",
                    "[]",
                    "{}",
                    "true",
                    "0.5",
                    "\\u0000",
                    "\"",
                    "}",
                    "[[[[",
                    "99999999999999999999",
                    "%",
                    "%00",
                    "%2e%2e/",
                    "//",
                    "\u00e9",
                    "\u3042",
                    "'",
                    "<script>",
                    "${jndi:x}",
                    "\\",
                    ";",
                    "?",
                    "#",
                    "&number=1",
                    " ",
                    "\t");
    private static final List<String> HEADERS =
            List.of(
                    "",
                    "",
                    "Content-Type: application/json",
                    "Content-Type: text/html",
                    "Content-Type: multipart/form-data; boundary=x",
                    "Content-Type: application/x-www-form-urlencoded",
                    "Content-Type: ;;;",
                    "Accept: text/html",
                    "Accept: application/xml;q=0.9",
                    "Accept: ,,/",
                    "Content-Encoding: gzip",
                    "X-HTTP-Method-Override: DELETE",
                    "Range: bytes=0-1",
                    "If-None-Match: *",
                    "Origin: https://elsewhere",
                    "Cookie: JSESSIONID=1; =; x",
                    "Connection: close");

    private MutatedRequests() {}

    static byte[] mutated(SplittableRandom random) {
        String path = KEYS + pick(random, PATHS);
        byte[] body = pick(random, BODIES).getBytes(StandardCharsets.UTF_8);
        String method = random.nextInt(4) == 0 ? pick(random, METHODS) : "POST";
        int mutations = random.nextInt(4);
        for (int i = 0; i < mutations; i++) {
            if (random.nextInt(3) == 0) {
                path = KEYS + inserted(random, path.substring(KEYS.length()));
            } else {
                body = mutatedBytes(random, body);
            }
        }
        return request(method, path, pick(random, HEADERS), body);
    }

    private static String inserted(SplittableRandom random, String text) {
        int at = random.nextInt(text.length() + 1);
        String piece = pick(random, PIECES);
        int end = random.nextBoolean() ? at : Math.min(text.length(), at + random.nextInt(4));
        return text.substring(0, at) + piece + text.substring(end);
    }

    private static byte[] mutatedBytes(SplittableRandom random, byte[] body) {
        byte[] changed = body.clone();
        return switch (random.nextInt(5)) {
            case 0 -> {
                if (changed.length > 0) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                }
                yield changed;
            }
            case 1 -> Arrays.copyOf(changed, random.nextInt(changed.length + 1));
            case 2 -> {
                ByteArrayOutputStream twice = new ByteArrayOutputStream();
                twice.writeBytes(changed);
                twice.writeBytes(changed);
                yield twice.toByteArray();
            }
            default ->
                    inserted(random, new String(changed, StandardCharsets.UTF_8))
                            .getBytes(StandardCharsets.UTF_8);
        };
    }

    private static <T> T pick(SplittableRandom random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** One request with that header line more, if any. */
    static byte[] request(String method, String path, String header, byte[] body) {
        List<String> lines = new ArrayList<>();
        lines.add(method + " " + path + " HTTP/1.1");
        lines.add("Host: localhost");
        if (!header.isEmpty()) {
            lines.add(header);
        }
        if (body.length > 0) {
            lines.add("Content-Length: " + body.length);
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(
                (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        return request.toByteArray();
    }
}
