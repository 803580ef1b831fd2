package io.warifu.shares;

import io.warifu.kernel.id.SiteId;
import io.warifu.sharing.Threshold;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.io.Resource;

/**
 * Settings of a share server.
 *
 * @param site whose server this is
 * @param shareIndex the one point x whose shares are kept here, so that a site never holds two
 *     shares of a secret
 * @param receiptKey Ed25519 private key, PKCS#8 in PEM
 */
@ConfigurationProperties(prefix = "warifu.secret-share-store", ignoreUnknownFields = false)
public record SecretShareStoreProperties(SiteId site, int shareIndex, Resource receiptKey) {

    public SecretShareStoreProperties {
        if (site == null || receiptKey == null) {
            throw new IllegalArgumentException("site and receipt-key must be set");
        }
        if (shareIndex < 1 || shareIndex > Threshold.MAX_SHARES) {
            throw new IllegalArgumentException("share-index must be set, within 1..255");
        }
    }
}
