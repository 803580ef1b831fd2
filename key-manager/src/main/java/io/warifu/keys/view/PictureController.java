package io.warifu.keys.view;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The operator's view of this key manager, once or as server-sent events. */
@RestController
@RequestMapping("/admin/v1")
final class PictureController {

    private final Observatory observatory;
    private final ViewEvents events;

    PictureController(Observatory observatory, ViewEvents events) {
        this.observatory = observatory;
        this.events = events;
    }

    @GetMapping("/view")
    Picture view() {
        return observatory.picture();
    }

    @GetMapping("/pairs")
    List<PairView> pairs() {
        return observatory.pairs();
    }

    /** An event {@code view} at once and at each change after that. */
    @GetMapping("/view/events")
    SseEmitter events() {
        return events.join();
    }
}
