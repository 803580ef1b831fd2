package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.keys.web.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** For the operator, after a backup was restored or when in doubt: burns all link key. */
@RestController
@RequestMapping("/admin/v1/epochs")
final class EpochController {

    private final OwnLinks ownLinks;
    private final LinkKeepers keepers;
    private final JsonBody json;

    EpochController(OwnLinks ownLinks, LinkKeepers keepers, JsonBody json) {
        this.ownLinks = ownLinks;
        this.keepers = keepers;
        this.json = json;
    }

    /** One link, or all own links if neither end is named. */
    record Order(@Nullable String alice, @Nullable String bob) {}

    record Opened(String alice, String bob, long epoch) {}

    record AllOpened(List<Opened> epochs) {}

    @PostMapping
    AllOpened open(HttpServletRequest request) {
        List<LinkId> links = links(json.read(request, Order.class));
        List<Long> epochs = keepers.newEpochs(links);
        List<Opened> opened = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            LinkId link = links.get(i);
            opened.add(new Opened(link.alice().value(), link.bob().value(), epochs.get(i)));
        }
        return new AllOpened(opened);
    }

    private List<LinkId> links(Order order) {
        if (order.alice() == null && order.bob() == null) {
            return ownLinks.links();
        }
        if (order.alice() == null || order.bob() == null) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, "A link has two ends.");
        }
        return List.of(ownLinks.named(order.alice(), order.bob()));
    }
}
