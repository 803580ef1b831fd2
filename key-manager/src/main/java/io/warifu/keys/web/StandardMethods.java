package io.warifu.keys.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Only GET and POST reach key delivery. A framework would answer HEAD as GET, and so consume keys
 * that nobody sees, and would answer OPTIONS by itself.
 */
final class StandardMethods extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getMethod().equals("GET") || request.getMethod().equals("POST")) {
            chain.doFilter(request, response);
        } else {
            Refusals.message(response, 400, "the key delivery interface has GET and POST only");
        }
    }
}
