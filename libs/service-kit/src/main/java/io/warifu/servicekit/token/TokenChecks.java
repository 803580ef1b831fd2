package io.warifu.servicekit.token;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.servicekit.problem.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;

/**
 * Checks of a person's access token: ES256 by one of the issuer's keys, issuer, audience, life of
 * at most fifteen minutes, and roles from the closed list; anything else is one and the same
 * refusal.
 */
public final class TokenChecks {

    public static final String AUDIENCE = "warifu";
    public static final Duration MAX_LIFE = Duration.ofMinutes(15);

    private static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(30);
    private static final String ROLES_CLAIM = "roles";

    private TokenChecks() {}

    /**
     * A decoder that trusts the keys of one file.
     *
     * @param tokenKeys a JWK set, read once
     * @param issuer the only {@code iss} accepted, for example {@code warifu-dev-tokyo}
     */
    public static JwtDecoder decoder(Resource tokenKeys, String issuer) {
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withJwkSource(new ImmutableJWKSet<>(read(tokenKeys)))
                        .jwsAlgorithm(SignatureAlgorithm.ES256)
                        .build();
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        new JwtTimestampValidator(MAX_CLOCK_SKEW),
                        new JwtIssuerValidator(issuer),
                        TokenChecks::audienceAndLife));
        return decoder;
    }

    /**
     * The common part of a token-protected chain: no session, no forms, bearer tokens, and refusals
     * as problem details. The caller adds its request rules and builds the chain.
     */
    public static HttpSecurity protect(HttpSecurity http, JwtDecoder decoder) {
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(TokenChecks::authorities);
        return stateless(http)
                .oauth2ResourceServer(server ->
                        server.jwt(jwt ->
                                        jwt.decoder(decoder).jwtAuthenticationConverter(converter))
                                .authenticationEntryPoint(
                                        (_, response, _) -> unauthenticated(response)));
    }

    /** A chain without sessions and forms whose refusals are problem details. */
    public static HttpSecurity stateless(HttpSecurity http) {
        return http.sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .exceptionHandling(e ->
                        e.authenticationEntryPoint((_, response, _) -> unauthenticated(response))
                                .accessDeniedHandler((_, response, _) -> forbidden(response)));
    }

    private static void unauthenticated(HttpServletResponse response) throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer");
        Problems.write(response, ErrorCode.UNAUTHENTICATED, "A valid access token is needed.");
    }

    private static void forbidden(HttpServletResponse response) throws IOException {
        Problems.write(response, ErrorCode.FORBIDDEN, "The token's roles do not allow this.");
    }

    private static OAuth2TokenValidatorResult audienceAndLife(Jwt token) {
        Instant issued = token.getIssuedAt();
        Instant expires = token.getExpiresAt();
        List<String> audience = token.getAudience();
        boolean good =
                audience != null
                        && audience.contains(AUDIENCE)
                        && issued != null
                        && expires != null
                        && !expires.isAfter(issued.plus(MAX_LIFE));
        return good
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(
                        new OAuth2Error("invalid_token", "audience or life of the token", null));
    }

    private static Collection<GrantedAuthority> authorities(Jwt token) {
        List<String> claimed = token.getClaimAsStringList(ROLES_CLAIM);
        if (claimed == null) {
            return List.of();
        }
        return List.of(Role.values()).stream()
                .filter(role -> claimed.contains(role.claim()))
                .map(role -> (GrantedAuthority) new SimpleGrantedAuthority(role.authority()))
                .toList();
    }

    private static JWKSet read(Resource tokenKeys) {
        try (InputStream in = tokenKeys.getInputStream()) {
            return JWKSet.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the token keys " + tokenKeys, e);
        } catch (ParseException e) {
            throw new IllegalArgumentException("no JWK set: " + tokenKeys, e);
        }
    }
}
