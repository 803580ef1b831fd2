package io.warifu.keys.delivery;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.relay.ReadyKey;
import io.warifu.keys.store.KeyRoute;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a key container into one array of the right length, so that whoever sends it can wipe it;
 * a general JSON writer would leave the keys in buffers of its own.
 *
 * <p>Limit: the TLS and HTTP layers copy what they send.
 */
final class ContainerWriter {

    private static final byte[] BEGIN = ascii("{\"keys\":[");
    private static final byte[] END = ascii("]}");
    private static final byte[] COMMA = ascii(",");
    private static final byte[] ID = ascii("{\"key_ID\":\"");
    private static final byte[] KEY = ascii("\",\"key\":\"");

    private ContainerWriter() {}

    /** The container of keys that stay the caller's to close. */
    static byte[] write(List<ReadyKey> keys) {
        List<byte[]> pieces = new ArrayList<>(5 * keys.size() + 2);
        List<byte[]> secrets = new ArrayList<>(keys.size());
        pieces.add(BEGIN);
        for (ReadyKey key : keys) {
            if (!secrets.isEmpty()) {
                pieces.add(COMMA);
            }
            byte[] base64 = key.key().use(Base64.getEncoder()::encode);
            secrets.add(base64);
            pieces.add(ID);
            pieces.add(ascii(key.id().toString()));
            pieces.add(KEY);
            pieces.add(base64);
            pieces.add(ascii("\"" + extension(key.route()) + "}"));
        }
        pieces.add(END);
        ByteBuffer container =
                ByteBuffer.allocate(pieces.stream().mapToInt(piece -> piece.length).sum());
        pieces.forEach(container::put);
        secrets.forEach(secret -> Arrays.fill(secret, (byte) 0));
        return container.array();
    }

    /** Words and a number of our own; nothing in it needs quoting. */
    private static String extension(@Nullable KeyRoute route) {
        if (route == null) {
            return "";
        }
        return ",\"key_extension\":{\"warifu_route\":\"%s\",\"warifu_paths\":%d,\"warifu_hybrid\":\"%s\"}"
                .formatted(
                        route.isDirect() ? "direct" : "relayed",
                        paths(route),
                        route.hybrid().word());
    }

    /** Paths to the destination that has fewest; 0 if the key crossed no link. */
    static int paths(KeyRoute route) {
        Map<SiteId, Long> byDestination =
                route.paths().stream()
                        .collect(Collectors.groupingBy(List::getLast, Collectors.counting()));
        return byDestination.values().stream().mapToInt(Long::intValue).min().orElse(0);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
