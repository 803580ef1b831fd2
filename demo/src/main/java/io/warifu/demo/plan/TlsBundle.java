package io.warifu.demo.plan;

import java.nio.file.Path;
import java.util.Map;

/** The one TLS identity of a service, as Spring's bundle of the name {@code site}. */
public final class TlsBundle {

    private TlsBundle() {}

    /** From {@code NAME.crt}, {@code NAME.key} and {@code root.crt} in {@code identity}. */
    public static Map<String, Object> of(Path identity, String name) {
        Map<String, Object> site =
                Ordered.map(
                        "keystore",
                        Ordered.map(
                                "certificate", "file:" + identity.resolve(name + ".crt"),
                                "private-key", "file:" + identity.resolve(name + ".key")),
                        "truststore",
                        Map.of("certificate", "file:" + identity.resolve("root.crt")),
                        "options",
                        Map.of("enabled-protocols", "TLSv1.3"));
        return Map.of("bundle", Map.of("pem", Map.of("site", site)));
    }
}
