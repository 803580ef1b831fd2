package io.warifu.gateway.otp;

import io.warifu.kernel.id.SiteId;
import java.util.List;
import java.util.UUID;

/** Where pads come from: the site's own key manager. Each call is bounded in time. */
public interface PadSource {

    /** New keys shared with {@code peer}, all or none. */
    PadAnswer fresh(SiteId peer, int count);

    /** The keys that {@code peer} named, in that order, all or none; they are given once. */
    PadAnswer named(SiteId peer, List<UUID> ids);

    /** What the key manager said. */
    sealed interface PadAnswer {

        /** The keys; whoever receives them closes them. */
        record Pads(PadSet set) implements PadAnswer {}

        /**
         * No keys.
         *
         * @param burnt keys that came before the rest failed; they are wiped and never used
         * @param reason for the log, without secrets
         */
        record Withheld(List<UUID> burnt, String reason) implements PadAnswer {}
    }
}
