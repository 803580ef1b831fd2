package io.warifu.shares.web;

import io.warifu.shares.keep.ShareStore;
import io.warifu.shares.keep.Totals;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which server this is and how much it keeps, for operators. */
@RestController
final class StatusController {

    private final ShareStore store;
    private final ServerIdentity server;

    StatusController(ShareStore store, ServerIdentity server) {
        this.store = store;
        this.server = server;
    }

    /**
     * The answer.
     *
     * @param site whose server this is
     * @param shareIndex the point x whose shares it keeps
     * @param shares how many
     * @param bytes of all of them, headers included
     */
    record Status(String site, int shareIndex, long shares, long bytes) {}

    @GetMapping("/api/v1/status")
    Status status() {
        Totals totals = store.totals();
        return new Status(
                server.site().value(), server.shareIndex(), totals.shares(), totals.bytes());
    }
}
