package io.warifu.keys.enrolment;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The list of SAEs a site starts with: a JSON array of id, site and SHA-256. It adds and replaces;
 * an SAE that is not in the file stays enrolled, and a revoked certificate stays revoked. A file
 * that cannot be read stops the start.
 */
public final class EnrolmentFile {

    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentFile.class);

    private EnrolmentFile() {}

    public static void load(Path file, JsonMapper json, SaeDirectory directory) {
        SaeEntry[] entries = json.readValue(file.toFile(), SaeEntry[].class);
        for (SaeEntry entry : entries) {
            Sae sae = entry.toSae();
            switch (directory.enrol(sae)) {
                case ENROLLED, UNCHANGED -> {}
                case CERTIFICATE_TAKEN ->
                        throw new IllegalStateException(
                                "enrolment file: the certificate of "
                                        + sae.id()
                                        + " names another SAE");
                case CERTIFICATE_REVOKED ->
                        LOG.warn("enrolment file: the certificate of {} stays revoked", sae.id());
            }
        }
        LOG.info("{} SAEs read from the enrolment file", entries.length);
    }
}
