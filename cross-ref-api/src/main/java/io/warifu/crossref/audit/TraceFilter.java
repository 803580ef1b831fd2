package io.warifu.crossref.audit;

import io.warifu.servicekit.problem.TraceId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request the one trace id under which answer, service log and access log know it. */
public final class TraceFilter extends OncePerRequestFilter {

    static final String HEADER = "Warifu-Trace-Id";

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String traceId = TraceId.fresh();
        response.setHeader(HEADER, traceId);
        try (MDC.MDCCloseable _ = MDC.putCloseable(TraceId.MDC_KEY, traceId)) {
            chain.doFilter(request, response);
        }
    }
}
