package io.warifu.keys.path;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells other key managers of this site's links; the security chain lets nobody else in. */
@RestController
final class NetworkViewController {

    private final NetworkView view;

    NetworkViewController(NetworkView view) {
        this.view = view;
    }

    @PostMapping(ViewExchange.PATH)
    LinkStates links() {
        return view.ownStates();
    }
}
