package io.warifu.keys.web;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.keys.enrolment.CertificateFingerprint;
import io.warifu.keys.enrolment.SaeDirectory;
import io.warifu.servicekit.problem.Problems;
import jakarta.servlet.DispatcherType;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import org.springframework.http.HttpMethod;
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
final class WebSecurity {

    /** The description of the interface; it holds nothing that a certificate should open. */
    static final String DOCUMENTATION = "/api/v1/docs/**";

    private WebSecurity() {}

    static SecurityFilterChain delivery(
            HttpSecurity http, Ports ports, SiteId own, SaeDirectory saes, InstantSource clock) {
        return chain(http, ports.delivery(), saeCallers(saes, own, clock))
                .addFilterAfter(new StandardMethods(), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(r ->
                        r.dispatcherTypeMatchers(DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers(HttpMethod.GET, DOCUMENTATION)
                                .permitAll()
                                .requestMatchers("/api/v1/keys/**")
                                .hasAuthority(CallerRole.SAE.name())
                                .anyRequest()
                                .denyAll())
                .exceptionHandling(e ->
                        e.authenticationEntryPoint((_, response, _) ->
                                        Refusals.message(
                                                response,
                                                401,
                                                "the caller is not an SAE of this key manager"))
                                .accessDeniedHandler((_, response, _) ->
                                        Refusals.message(
                                                response, 404, "there is nothing of that name")))
                .build();
    }

    /** An asynchronous dispatch ends a stream whose beginning was let in. */
    static SecurityFilterChain peer(
            HttpSecurity http, Ports ports, SiteId own, InstantSource clock) {
        return chain(http, ports.peer(), peerCallers(own, clock))
                .authorizeHttpRequests(r ->
                        r.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
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

    static SecurityFilterChain management(HttpSecurity http, Ports ports) {
        return chain(http, ports.management(), new CallerFilter(_ -> Optional.empty(), _ -> {}))
                .authorizeHttpRequests(r -> r.anyRequest().permitAll())
                .build();
    }

    /** For a port that is none of the three: nothing is there. */
    static SecurityFilterChain nowhere(HttpSecurity http) {
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

    private static CallerFilter saeCallers(SaeDirectory saes, SiteId own, InstantSource clock) {
        return new CallerFilter(
                leaf -> isInTime(leaf, clock) ? sae(saes, own, leaf) : Optional.empty(),
                response -> Refusals.message(response, 503, "the key manager cannot answer now"));
    }

    private static CallerFilter peerCallers(SiteId own, InstantSource clock) {
        PeerCallers callers = new PeerCallers(own);
        return new CallerFilter(
                leaf -> isInTime(leaf, clock) ? callers.identify(leaf) : Optional.empty(),
                Refusals::unavailable);
    }

    private static Optional<Caller> sae(SaeDirectory saes, SiteId own, X509Certificate leaf) {
        return saes.byCertificate(CertificateFingerprint.of(leaf))
                .filter(sae -> sae.home().equals(own))
                .map(sae -> new Caller(sae.id().value(), CallerRole.SAE));
    }

    /**
     * The handshake checked this already; but a connection, or a session that is resumed, may
     * outlive its certificate.
     */
    @SuppressWarnings("JavaUtilDate") // Certificates know nothing else.
    private static boolean isInTime(X509Certificate leaf, InstantSource clock) {
        try {
            leaf.checkValidity(Date.from(clock.instant()));
            return true;
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            return false;
        }
    }
}
