package io.warifu.crossref.query;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends an answer that failed halfway so that the caller notices: the failure goes on to the
 * container, which closes the connection without the end of the body. Inside Spring MVC it would be
 * turned into a problem, and the body would end as if it were whole.
 */
public final class BrokenStreamFilter extends OncePerRequestFilter {

    private static final String FAILURE = BrokenStreamFilter.class.getName() + ".failure";

    static void breakOff(HttpServletRequest request, IOException failure) {
        request.setAttribute(FAILURE, failure);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (request.getAttribute(FAILURE) instanceof IOException failure) {
            throw failure;
        }
    }
}
