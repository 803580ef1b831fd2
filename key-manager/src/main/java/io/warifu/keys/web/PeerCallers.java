package io.warifu.keys.web;

import io.warifu.kernel.id.SiteId;
import io.warifu.servicekit.tls.ClientIdentity;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Who may call on the peer port: key managers of any site, the simulator of the own site only, and
 * operators. The URI names are given by the network's certificate authority.
 */
record PeerCallers(SiteId own) {

    private static final String KEY_MANAGER = "urn:warifu:kme:";
    private static final String SIMULATOR = "urn:warifu:qkd:";
    private static final String OPERATOR = "urn:warifu:operator:";

    Optional<Caller> identify(X509Certificate certificate) {
        return named(certificate, KEY_MANAGER, CallerRole.KEY_MANAGER)
                .filter(caller -> isSite(caller.getName()))
                .or(() ->
                        named(certificate, SIMULATOR, CallerRole.SIMULATOR)
                                .filter(caller -> caller.getName().equals(own.value())))
                .or(() -> named(certificate, OPERATOR, CallerRole.OPERATOR));
    }

    private static Optional<Caller> named(X509Certificate leaf, String prefix, CallerRole role) {
        return ClientIdentity.uriName(leaf, prefix)
                .filter(name -> !name.isBlank())
                .map(name -> new Caller(name, role));
    }

    private static boolean isSite(String name) {
        try {
            return new SiteId(name).value().equals(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
