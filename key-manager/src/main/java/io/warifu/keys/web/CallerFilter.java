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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns the client certificate into a caller; nothing else of the request is looked at. */
final class CallerFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(CallerFilter.class);

    private final Function<X509Certificate, Optional<Caller>> identify;
    private final Refusal unavailable;

    CallerFilter(Function<X509Certificate, Optional<Caller>> identify, Refusal unavailable) {
        this.identify = identify;
        this.unavailable = unavailable;
    }

    /** Writes the answer when it cannot be found out who calls. */
    interface Refusal {
        void write(HttpServletResponse response) throws IOException;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller;
        try {
            caller = ClientIdentity.certificate(request).flatMap(identify);
        } catch (DataAccessException e) {
            LOG.error("the enrolment table cannot be read", e);
            unavailable.write(response);
            return;
        }
        if (caller.isPresent()) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(caller.get());
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
