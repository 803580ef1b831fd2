package io.warifu.keys.hybrid;

import java.security.cert.X509Certificate;
import java.util.Optional;

/** The other key managers, as far as epochs go. */
interface EpochPeers {

    /** Sends an offer to its responder; empty if that does not answer or refuses. */
    Optional<Reply> offer(EpochOffer offer);

    /**
     * An answer with the certificate of the server that gave it.
     *
     * @param certificate checked by TLS, and in the name of the responder's key manager
     */
    record Reply(EpochAnswer answer, X509Certificate certificate) {}
}
