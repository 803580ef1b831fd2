package io.warifu.demo.pki;

import io.warifu.kernel.pack.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The file of enrolled key consumers that each key manager reads at its start. */
public final class Enrolment {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Enrolment() {}

    /**
     * One key consumer (SAE).
     *
     * @param site whose key manager it asks
     * @param sha256 of its DER certificate, lower-case hexadecimal
     */
    public record Sae(String id, String site, String sha256) {

        public static Sae of(String id, String site, X509Certificate certificate) {
            try {
                return new Sae(id, site, Sha256.of(certificate.getEncoded()).hex());
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("a certificate has an encoding", e);
            }
        }
    }

    public static List<Sae> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return JSON.readValue(Files.readAllBytes(file), new TypeReference<List<Sae>>() {});
    }

    /** Adds {@code news}, replacing entries of the same id. */
    public static void add(Path file, List<Sae> news) throws IOException {
        List<Sae> all = new ArrayList<>(read(file));
        for (Sae sae : news) {
            all.removeIf(old -> old.id().equals(sae.id()));
            all.add(sae);
        }
        write(file, all);
    }

    /** Takes out the entry of {@code id}, if there is one. */
    public static void remove(Path file, String id) throws IOException {
        List<Sae> all = new ArrayList<>(read(file));
        if (all.removeIf(sae -> sae.id().equals(id))) {
            write(file, all);
        }
    }

    private static void write(Path file, List<Sae> all) throws IOException {
        Pem.writePublic(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
    }
}
