package io.warifu.shares.web;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.kernel.wire.share.Audience;
import io.warifu.kernel.wire.share.ObjectKind;
import io.warifu.kernel.wire.share.ShareHeaders;
import io.warifu.shares.keep.NewShare;
import io.warifu.shares.keep.ShareLabels;
import io.warifu.sharing.MalformedShareException;
import io.warifu.sharing.Share;
import io.warifu.sharing.ShareCodec;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link NewShare} out of what a request says, or refuses: the share must be readable, of
 * this server's point, and of the object in the address.
 */
final class ShareIntake {

    private final int shareIndex;

    ShareIntake(int shareIndex) {
        this.shareIndex = shareIndex;
    }

    /** Reads the labels from the request's headers; {@code header} gives null for an absent one. */
    static ShareLabels labels(HeaderLookup header) {
        String pseudonym = header.value(ShareHeaders.PSEUDONYM);
        try {
            return new ShareLabels(
                    new SiteId(required(header, ShareHeaders.OWNER)),
                    ObjectKind.valueOf(required(header, ShareHeaders.KIND)),
                    Audience.valueOf(required(header, ShareHeaders.AUDIENCE)),
                    pseudonym == null ? null : parsePseudonym(pseudonym));
        } catch (IllegalArgumentException e) {
            throw malformed(
                    "One of the headers "
                            + String.join(
                                    ", ",
                                    ShareHeaders.OWNER,
                                    ShareHeaders.KIND,
                                    ShareHeaders.AUDIENCE,
                                    ShareHeaders.PSEUDONYM)
                            + " is missing, unknown, or does not fit the others.",
                    e);
        }
    }

    /** The value of a request header, or null. */
    interface HeaderLookup {
        @Nullable String value(String name);
    }

    private static String required(HeaderLookup header, String name) {
        String value = header.value(name);
        if (value == null) {
            throw new IllegalArgumentException("no header " + name);
        }
        return value;
    }

    private static UUID parsePseudonym(String text) {
        // Same strictness as for object ids: UUID.fromString alone takes shortened forms.
        return ObjectId.parse(text).value();
    }

    NewShare check(ObjectId object, ShareLabels labels, byte[] body) {
        Share share;
        try {
            share = ShareCodec.decode(body);
        } catch (MalformedShareException e) {
            throw malformed("The share cannot be read: " + e.getMessage(), e);
        }
        if (share.x() != shareIndex) {
            throw malformed("This server keeps shares of point " + shareIndex + " only.", null);
        }
        if (!share.dealing().object().equals(object)) {
            throw malformed("The share is of another object than the address says.", null);
        }
        return new NewShare(object, labels, body, Sha256.of(body));
    }

    private static WarifuException malformed(String detail, @Nullable Throwable cause) {
        return cause == null
                ? new WarifuException(ErrorCode.SHARE_MALFORMED, detail)
                : new WarifuException(ErrorCode.SHARE_MALFORMED, detail, cause);
    }
}
