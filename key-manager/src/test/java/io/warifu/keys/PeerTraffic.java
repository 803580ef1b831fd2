package io.warifu.keys;

import io.warifu.servicekit.tls.ClientIdentity;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Keeps what a key manager hears from the others and answers them: addresses, headers and bodies,
 * as they are inside the TLS, where a capture of the network would prove nothing.
 *
 * <p>It goes into a key manager by {@link #ARGUMENT}, in front of all other filters. Limit: what
 * Tomcat refuses before any filter, because it is not HTTP, is not kept.
 */
final class PeerTraffic extends OncePerRequestFilter implements Ordered {

    static final String ARGUMENT = "--spring.main.sources=" + PeerTraffic.class.getName();

    private static final String PEER_NAME = "urn:warifu:kme:";
    private static final int NO_LIMIT = 0;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    /** Everything until now; the bytes of one exchange lie together. */
    byte[] bytes() {
        synchronized (kept) {
            return kept.toByteArray();
        }
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!isFromPeer(request)) {
            chain.doFilter(request, response);
            return;
        }
        ContentCachingRequestWrapper asked = new ContentCachingRequestWrapper(request, NO_LIMIT);
        ContentCachingResponseWrapper answered = new ContentCachingResponseWrapper(response);
        try {
            chain.doFilter(asked, answered);
        } finally {
            // A refusal may leave the body unread, and the wrapper keeps only what was read.
            var _ = asked.getInputStream().readAllBytes();
            keep(asked, answered);
            answered.copyBodyToResponse();
        }
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private static boolean isFromPeer(HttpServletRequest request) {
        return ClientIdentity.certificate(request).stream()
                .flatMap(leaf -> ClientIdentity.uriNames(leaf).stream())
                .anyMatch(name -> name.startsWith(PEER_NAME));
    }

    private void keep(ContentCachingRequestWrapper asked, ContentCachingResponseWrapper answered) {
        StringBuilder question = new StringBuilder(asked.getMethod());
        question.append(' ').append(asked.getRequestURI());
        if (asked.getQueryString() != null) {
            question.append('?').append(asked.getQueryString());
        }
        question.append('\n');
        for (String name : Collections.list(asked.getHeaderNames())) {
            Collections.list(asked.getHeaders(name))
                    .forEach(value -> header(question, name, value));
        }
        StringBuilder answer = new StringBuilder("\n").append(answered.getStatus()).append('\n');
        for (String name : answered.getHeaderNames()) {
            answered.getHeaders(name).forEach(value -> header(answer, name, value));
        }
        synchronized (kept) {
            kept.writeBytes(question.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            kept.writeBytes(asked.getContentAsByteArray());
            kept.writeBytes(answer.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            kept.writeBytes(answered.getContentAsByteArray());
            kept.write('\n');
        }
    }

    private static void header(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append('\n');
    }
}
