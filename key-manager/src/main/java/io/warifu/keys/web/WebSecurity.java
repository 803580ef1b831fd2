package io.warifu.keys.web;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.keys.enrolment.CertificateFingerprint;
import io.warifu.keys.enrolment.SaeDirectory;
import io.warifu.servicekit.problem.Problems;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;

/**
 * Who may reach what, by port: an address of one port is not there on the other.
 *
 * <p>Guarantee: on the delivery port only SAEs enrolled for this site are heard, by the fingerprint
 * of their certificate; refusals there have the form of ETSI GS QKD 014. On the peer port each role
 * has its own addresses.
 */
public final class WebSecurity {

    private WebSecurity() {}

    public static SecurityFilterChain delivery(
            HttpSecurity http, Ports ports, SiteId own, SaeDirectory saes) {
        return chain(http, ports.delivery(), saeCallers(saes, own))
                .authorizeHttpRequests(r ->
                        r.dispatcherTypeMatchers(DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers("/api/v1/keys/**")
                                .hasAuthority(CallerRole.SAE.name())
                                .anyRequest()
                                .denyAll())
                .exceptionHandling(e ->
                        e.authenticationEntryPoint((_, response, _) ->
                                        writeMessage(
                                                response,
                                                401,
                                                "the caller is not an SAE of this key manager"))
                                .accessDeniedHandler((_, response, _) ->
                                        writeMessage(
                                                response, 404, "there is nothing of that name")))
                .build();
    }

    public static SecurityFilterChain peer(HttpSecurity http, Ports ports, SiteId own) {
        return chain(http, ports.peer(), peerCallers(own))
                .authorizeHttpRequests(r ->
                        r.dispatcherTypeMatchers(DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers("/relay/v1/**")
                                .hasAuthority(CallerRole.KEY_MANAGER.name())
                                .requestMatchers("/qkd/v1/**")
                                .hasAuthority(CallerRole.SIMULATOR.name())
                                .requestMatchers("/admin/v1/**")
                                .hasAuthority(CallerRole.OPERATOR.name())
                                .anyRequest()
                                .denyAll())
                .exceptionHandling(e ->
                        e.authenticationEntryPoint((_, response, _) ->
                                        Problems.write(
                                                response,
                                                ErrorCode.UNAUTHENTICATED,
                                                "The certificate names no party that may call here."))
                                .accessDeniedHandler((_, response, _) ->
                                        Problems.write(
                                                response,
                                                ErrorCode.FORBIDDEN,
                                                "This address is not for this caller.")))
                .build();
    }

    public static SecurityFilterChain management(HttpSecurity http, Ports ports) {
        return chain(http, ports.management(), new CallerFilter(_ -> Optional.empty(), _ -> {}))
                .authorizeHttpRequests(r -> r.anyRequest().permitAll())
                .build();
    }

    /** For a port that is none of the three: nothing is there. */
    public static SecurityFilterChain nowhere(HttpSecurity http) {
        return http.authorizeHttpRequests(r -> r.anyRequest().denyAll()).build();
    }

    private static HttpSecurity chain(HttpSecurity http, int port, CallerFilter callers) {
        return http.securityMatcher(request -> request.getLocalPort() == port)
                .addFilterBefore(callers, AnonymousAuthenticationFilter.class)
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable);
    }

    private static CallerFilter saeCallers(SaeDirectory saes, SiteId own) {
        return new CallerFilter(
                leaf -> sae(saes, own, leaf),
                response -> writeMessage(response, 503, "the key manager cannot answer now"));
    }

    private static CallerFilter peerCallers(SiteId own) {
        return new CallerFilter(
                new PeerCallers(own)::identify,
                response -> Problems.write(response, ErrorCode.UNAVAILABLE, "Try again later."));
    }

    private static Optional<Caller> sae(SaeDirectory saes, SiteId own, X509Certificate leaf) {
        return saes.byCertificate(CertificateFingerprint.of(leaf))
                .filter(sae -> sae.home().equals(own))
                .map(sae -> new Caller(sae.id().value(), CallerRole.SAE));
    }

    private static void writeMessage(HttpServletResponse response, int status, String message)
            throws IOException {
        byte[] body = ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        if (status == 503) {
            response.setHeader("Retry-After", "2");
        }
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
