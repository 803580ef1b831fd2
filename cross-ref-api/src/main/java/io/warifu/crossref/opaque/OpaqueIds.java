package io.warifu.crossref.opaque;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.pack.StoredPath;
import io.warifu.kernel.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes identifiers out of names that must not show: HMAC-SHA256 under a key of this service, cut
 * to 144 bits, base64url.
 *
 * <p>Guarantee: the same name gives the same identifier as long as the key is kept; without the key
 * nobody can tell the name, or whether two identifiers of different purposes mean the same patient.
 * Limit: an identifier is no permission; whoever presents one is checked all the same.
 */
public final class OpaqueIds {

    public static final int KEY_BYTES = 32;

    private static final int ID_BYTES = 18;

    private final SecretBytes key;

    public OpaqueIds(SecretBytes key) {
        if (key.length() != KEY_BYTES) {
            throw new IllegalArgumentException("the key has " + KEY_BYTES + " bytes");
        }
        this.key = key;
    }

    /** Names a patient in URLs. */
    public String patient(SiteId owner, String patientId) {
        return id("patient", owner.value(), patientId);
    }

    /** Names a patient in the access log; unusable as a URL. */
    public String pseudonym(SiteId owner, String patientId) {
        return id("pseudonym", owner.value(), patientId);
    }

    /**
     * Names one version of one file, before and after it is renamed.
     *
     * @param path where the file lay when it was backed up
     * @param occurrence tells equal content that was stored at the path more than once apart
     */
    public String record(SiteId owner, StoredPath path, Sha256 digest, int occurrence) {
        return id(
                "record",
                owner.value(),
                path.uriPath(),
                digest.hex(),
                Integer.toString(occurrence));
    }

    private String id(String... words) {
        // No word holds a NUL, so no two lists of words give the same text.
        byte[] text = String.join("\0", words).getBytes(StandardCharsets.UTF_8);
        byte[] mac = key.use(bytes -> hmac(bytes, text));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, ID_BYTES));
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
