package io.warifu.keys.web;

import io.warifu.keys.KeyManagerProperties;
import io.warifu.keys.enrolment.SaeDirectory;
import java.time.InstantSource;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.Pipeline;
import org.apache.catalina.Valve;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import tools.jackson.databind.json.JsonMapper;

/** The ports, who may call there, and how they refuse. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    @Bean
    JsonBody jsonBody(JsonMapper json) {
        return new JsonBody(json);
    }

    @Bean
    Ports ports(
            KeyManagerProperties properties,
            @Value("${server.port}") int delivery,
            @Value("${management.server.port}") int management) {
        return new Ports(delivery, properties.peerPort(), management);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> peerConnector(
            Ports ports, SslBundles bundles) {
        return factory -> {
            // The management server is made by a factory of the same kind and has no second port.
            if (factory.getPort() == ports.delivery()) {
                factory.addAdditionalConnectors(
                        PeerConnector.create(
                                ports.peer(), factory.getAddress(), bundles.getBundle("site")));
            }
        };
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> refusalValve(Ports ports) {
        return factory ->
                factory.addContextCustomizers(context ->
                        context.addLifecycleListener(event -> {
                            if (Lifecycle.BEFORE_START_EVENT.equals(event.getType())) {
                                replaceErrorValve(context, ports);
                            }
                        }));
    }

    /** The host has made its own error valve by now, which knows one form for all ports. */
    private static void replaceErrorValve(Context context, Ports ports) {
        Pipeline pipeline = context.getParent().getPipeline();
        for (Valve valve : pipeline.getValves()) {
            if (valve instanceof ErrorReportValve) {
                pipeline.removeValve(valve);
            }
        }
        pipeline.addValve(new RefusalValve(ports));
    }

    /** A timer around each of a dozen filters would cost more than the filters. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /**
     * What the firewall of Spring Security refuses: double slashes, encoded slashes and the like.
     */
    @Bean
    RequestRejectedHandler requestRejectedHandler(Ports ports) {
        return (request, response, _) ->
                Refusals.write(ports, request.getLocalPort(), response, 400);
    }

    @Bean
    @Order(1)
    SecurityFilterChain deliveryChain(
            HttpSecurity http,
            Ports ports,
            KeyManagerProperties properties,
            SaeDirectory saes,
            InstantSource clock) {
        return WebSecurity.delivery(http, ports, properties.site(), saes, clock);
    }

    @Bean
    @Order(2)
    SecurityFilterChain peerChain(
            HttpSecurity http, Ports ports, KeyManagerProperties properties, InstantSource clock) {
        return WebSecurity.peer(http, ports, properties.site(), clock);
    }

    @Bean
    @Order(3)
    SecurityFilterChain managementChain(HttpSecurity http, Ports ports) {
        return WebSecurity.management(http, ports);
    }

    @Bean
    @Order(4)
    SecurityFilterChain nowhereChain(HttpSecurity http) {
        return WebSecurity.nowhere(http);
    }
}
