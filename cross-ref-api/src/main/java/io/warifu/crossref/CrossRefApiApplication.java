package io.warifu.crossref;

import io.warifu.servicekit.start.ServiceStarter;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service as {@code cross-ref-api}. */
@SpringBootApplication(proxyBeanMethods = false)
public class CrossRefApiApplication {

    static void main(String[] args) {
        ServiceStarter.start(CrossRefApiApplication.class, "cross-ref-api", args);
    }
}
