package io.warifu.crossref;

import io.warifu.crossref.audit.AccessRecorder;
import io.warifu.crossref.audit.DeniedAccessHandler;
import io.warifu.crossref.audit.TraceFilter;
import io.warifu.crossref.page.PageLanguage;
import io.warifu.crossref.query.BrokenStreamFilter;
import io.warifu.servicekit.token.Role;
import io.warifu.servicekit.token.TokenChecks;
import java.time.Duration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Who may ask what, and how pages are served. */
@Configuration(proxyBeanMethods = false)
class CrossRefWebConfiguration {

    private static final String PAGE_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";
    private static final Duration ASSET_AGE = Duration.ofHours(1);

    @Bean
    JwtDecoder tokenDecoder(CrossRefApiProperties properties) {
        return TokenChecks.decoder(properties.tokenKeys(), properties.issuer());
    }

    @Bean
    SecurityFilterChain crossRefChain(
            HttpSecurity http, JwtDecoder decoder, AccessRecorder recorder) throws Exception {
        String clinician = Role.CLINICIAN.name();
        String steward = Role.STEWARD.name();
        return TokenChecks.protect(http, decoder)
                .exceptionHandling(e -> e.accessDeniedHandler(new DeniedAccessHandler(recorder)))
                .headers(headers ->
                        headers.contentSecurityPolicy(csp -> csp.policyDirectives(PAGE_POLICY))
                                .referrerPolicy(r -> r.policy(ReferrerPolicy.NO_REFERRER)))
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers(
                                        HttpMethod.GET,
                                        "/",
                                        "/assets/**",
                                        "/api/v1/status",
                                        "/actuator/health/**",
                                        "/actuator/prometheus",
                                        "/error")
                                .permitAll()
                                .requestMatchers(
                                        "/api/v1/patient-searches",
                                        "/api/v1/patients/**",
                                        "/api/v1/records/**")
                                .hasAnyRole(clinician, steward)
                                .requestMatchers("/api/v1/storages/**")
                                .hasRole(steward)
                                .requestMatchers("/api/v1/audit/**")
                                .hasRole(Role.AUDITOR.name())
                                .anyRequest()
                                .denyAll())
                .build();
    }

    @Bean
    FilterRegistrationBean<BrokenStreamFilter> brokenStreamFilter() {
        return first(new BrokenStreamFilter(), 0);
    }

    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter() {
        return first(new TraceFilter(), 1);
    }

    @Bean
    LocaleResolver localeResolver() {
        return new PageLanguage();
    }

    @Bean
    WebMvcConfigurer assets() {
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                registry.addResourceHandler("/assets/**")
                        .addResourceLocations("classpath:/static/cross-ref-api/")
                        .setCacheControl(CacheControl.maxAge(ASSET_AGE));
            }
        };
    }

    private static <F extends jakarta.servlet.Filter> FilterRegistrationBean<F> first(
            F filter, int place) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
        return registration;
    }
}
