package io.warifu.servicekit;

import io.warifu.servicekit.problem.ProblemHandler;
import io.warifu.servicekit.problem.ProblemValve;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that every service imports: one way to refuse, for controllers and container alike. */
@Configuration(proxyBeanMethods = false)
public class ServiceKit {

    @Bean
    ProblemHandler problemHandler() {
        return new ProblemHandler();
    }

    /** Requests that Tomcat itself refuses get JSON too, not a page of HTML. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemValveCustomizer() {
        return factory ->
                factory.addContextCustomizers(context -> {
                    if (context.getParent() instanceof StandardHost host) {
                        host.setErrorReportValveClass(ProblemValve.class.getName());
                    }
                });
    }
}
