package io.warifu.keys.hybrid;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.keys.hybrid.EpochResponder.Outcome;
import io.warifu.keys.web.JsonBody;
import io.warifu.servicekit.tls.ClientIdentity;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.security.cert.X509Certificate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where other key managers offer epochs; the security chain lets nobody else in. */
@RestController
final class HybridController {

    private final EpochResponder responder;
    private final JsonBody json;

    HybridController(EpochResponder responder, JsonBody json) {
        this.responder = responder;
        this.json = json;
    }

    @PostMapping(HttpEpochPeers.PATH)
    EpochAnswer offer(HttpServletRequest request, Principal caller) {
        EpochOffer offer = json.read(request, EpochOffer.class);
        X509Certificate certificate =
                ClientIdentity.certificate(request)
                        .orElseThrow(() -> refusal(ErrorCode.FORBIDDEN, "A certificate is needed"));
        return switch (responder.receive(new SiteId(caller.getName()), certificate, offer)) {
            case Outcome.Agreed(EpochAnswer answer) -> answer;
            case Outcome.Malformed _ ->
                    throw refusal(ErrorCode.BAD_REQUEST, "The offer is not for this site and now.");
            case Outcome.Repeated _ ->
                    throw refusal(ErrorCode.CONFLICT, "An epoch of this id was agreed before.");
            case Outcome.TooMany _ ->
                    throw refusal(ErrorCode.UNAVAILABLE, "Too many epochs are alive.");
        };
    }

    private static WarifuException refusal(ErrorCode code, String text) {
        return new WarifuException(code, text);
    }
}
