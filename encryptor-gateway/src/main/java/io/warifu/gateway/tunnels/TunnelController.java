package io.warifu.gateway.tunnels;

import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** An operator's hand on tunnels and services. */
@RestController
@RequestMapping("/api/v1")
public final class TunnelController {

    private final TunnelRegistry registry;

    public TunnelController(TunnelRegistry registry) {
        this.registry = registry;
    }

    /** A tunnel without its name, which is in the address. */
    record TunnelBody(
            @Nullable String service,
            @Nullable String peer,
            @Nullable String listenAddress,
            int listenPort) {}

    /** A service without its name. */
    record ServiceBody(@Nullable String host, int port, @Nullable List<String> peers) {}

    /** False if exactly this was there already. */
    record Added(boolean added) {}

    @GetMapping("/tunnels")
    TunnelsView view() {
        return registry.view();
    }

    @PutMapping("/tunnels/{name}")
    Added addTunnel(@PathVariable String name, @RequestBody TunnelBody body) {
        return new Added(
                registry.add(
                        read(() ->
                                new TunnelEntry(
                                        name,
                                        given(body.service(), "service"),
                                        given(body.peer(), "peer"),
                                        given(body.listenAddress(), "listenAddress"),
                                        body.listenPort()))));
    }

    @DeleteMapping("/tunnels/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeTunnel(@PathVariable String name) {
        registry.removeTunnel(name);
    }

    @PutMapping("/services/{name}")
    Added addService(@PathVariable String name, @RequestBody ServiceBody body) {
        return new Added(
                registry.add(
                        read(() ->
                                new ServiceEntry(
                                        name,
                                        given(body.host(), "host"),
                                        body.port(),
                                        given(body.peers(), "peers")))));
    }

    @DeleteMapping("/services/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeService(@PathVariable String name) {
        registry.removeService(name);
    }

    private static <T> T read(Supplier<T> entry) {
        try {
            return entry.get();
        } catch (IllegalArgumentException e) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }

    private static <T> T given(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
