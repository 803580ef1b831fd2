package io.warifu.keys.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the container's error dispatch shows, instead of a page that may be HTML. */
@RestController
final class RefusalPage implements ErrorController {

    private final Ports ports;

    RefusalPage(Ports ports) {
        this.ports = ports;
    }

    @RequestMapping("/error")
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Refusals.write(
                ports,
                request.getLocalPort(),
                response,
                status instanceof Integer known ? known : HttpServletResponse.SC_BAD_REQUEST);
    }
}
