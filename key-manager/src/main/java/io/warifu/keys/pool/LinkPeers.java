package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import java.util.Optional;

/** The other ends of the own links; empty if one does not answer as it should. */
interface LinkPeers {

    Optional<Confirmation.Answer> confirm(LinkId link, Confirmation blocks);

    Optional<EpochNote> exchange(LinkId link, EpochNote note);
}
