package io.warifu.keys.web;

import io.warifu.servicekit.tls.ClientIdentity;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns the client certificate into a caller; nothing else of the request is looked at. */
final class CallerFilter extends OncePerRequestFilter {

    private final Function<X509Certificate, Optional<Caller>> identify;

    CallerFilter(Function<X509Certificate, Optional<Caller>> identify) {
        this.identify = identify;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ClientIdentity.certificate(request)
                .flatMap(identify)
                .ifPresent(caller -> {
                    SecurityContext context = SecurityContextHolder.createEmptyContext();
                    context.setAuthentication(caller);
                    SecurityContextHolder.setContext(context);
                });
        chain.doFilter(request, response);
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
