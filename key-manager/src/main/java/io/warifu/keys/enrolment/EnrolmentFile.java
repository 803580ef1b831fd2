package io.warifu.keys.enrolment;

import io.warifu.keys.enrolment.SaeDirectory.Enrolment;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The list of SAEs a site starts with: a JSON array of id, site and SHA-256. It adds and replaces;
 * an SAE that is not in the file stays enrolled. A file that cannot be read stops the start.
 */
public final class EnrolmentFile {

    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentFile.class);

    private EnrolmentFile() {}

    public static void load(Path file, JsonMapper json, SaeDirectory directory) {
        SaeEntry[] entries = json.readValue(file.toFile(), SaeEntry[].class);
        for (SaeEntry entry : entries) {
            Sae sae = entry.toSae();
            if (directory.enrol(sae) == Enrolment.CERTIFICATE_TAKEN) {
                throw new IllegalStateException(
                        "enrolment file: the certificate of " + sae.id() + " names another SAE");
            }
        }
        LOG.info("{} SAEs read from the enrolment file", entries.length);
    }
}
