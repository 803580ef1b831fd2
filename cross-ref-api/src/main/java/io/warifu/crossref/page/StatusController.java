package io.warifu.crossref.page;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Shows the status to anyone who can reach the port: no person's data, no token. */
@Controller
final class StatusController {

    /** The hospitals and their staff are in Japan. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZONE);

    private final ServiceStatus status;

    /** A share server as a row of the page; texts are ready to be shown. */
    public record ServerRow(String site, int index, String state, String since, String latency) {}

    /** A hospital as a row of the page. */
    public record OwnerRow(ServiceStatus.Owner owner, String refreshed) {}

    StatusController(ServiceStatus status) {
        this.status = status;
    }

    @GetMapping("/api/v1/status")
    @ResponseBody
    ServiceStatus.Snapshot status() {
        return status.now();
    }

    @GetMapping("/")
    String page(Model model, Locale locale) {
        ServiceStatus.Snapshot now = status.now();
        List<ServerRow> servers = now.shareServers().stream().map(StatusController::row).toList();
        List<OwnerRow> owners =
                now.owners().stream()
                        .map(owner -> new OwnerRow(owner, time(owner.refreshedAt())))
                        .toList();
        model.addAttribute("status", now);
        model.addAttribute("at", TIME.format(now.at()));
        model.addAttribute("servers", servers);
        model.addAttribute("owners", owners);
        model.addAttribute("language", locale.getLanguage());
        return "cross-ref-api/status";
    }

    private static ServerRow row(ServiceStatus.Server server) {
        return new ServerRow(
                server.site(),
                server.index(),
                server.state(),
                TIME.format(server.since()),
                server.answering() ? server.latencyMillis() + " ms" : "–");
    }

    private static String time(@Nullable String instant) {
        return instant == null ? "–" : TIME.format(Instant.parse(instant));
    }
}
