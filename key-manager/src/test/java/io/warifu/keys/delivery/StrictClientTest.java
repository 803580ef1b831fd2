package io.warifu.keys.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.warifu.keys.PythonForTests;
import io.warifu.servicekit.TestPki;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client in another language that knows the standard and nothing of this service. */
class StrictClientTest {

    @Test
    void worksForAClientThatKnowsOnlyTheStandard(@TempDir Path folder)
            throws IOException, CertificateEncodingException {
        assumeTrue(PythonForTests.isThere(), "no python3");
        try (DeliveryServers servers = new DeliveryServers(folder)) {
            TestPki.Identity master = servers.identity("gateway-tokyo");
            Path root =
                    Files.writeString(
                            folder.resolve("root.pem"),
                            pem("CERTIFICATE", master.root().getEncoded()));
            String printed =
                    PythonForTests.run(
                            "strict_014_client.py",
                            root.toString(),
                            servers.url("tokyo", ""),
                            identity(folder, "gateway-tokyo", master),
                            "gateway-tokyo",
                            servers.url("kochi", ""),
                            identity(folder, "gateway-kochi", servers.identity("gateway-kochi")),
                            "gateway-kochi");
            assertThat(printed).contains("nothing the standard forbids");
        }
    }

    private static String identity(Path folder, String name, TestPki.Identity identity)
            throws IOException, CertificateEncodingException {
        return Files.writeString(
                        folder.resolve(name + ".pem"),
                        pem("CERTIFICATE", identity.certificate().getEncoded())
                                + pem("PRIVATE KEY", identity.key().getEncoded()))
                .toString();
    }

    private static String pem(String kind, byte[] der) {
        String body =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }
}
