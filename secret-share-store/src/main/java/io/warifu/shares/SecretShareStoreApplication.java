package io.warifu.shares;

import io.warifu.servicekit.start.ServiceStarter;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A share server, started under the configuration name {@link #NAME}. */
@SpringBootApplication(proxyBeanMethods = false)
public class SecretShareStoreApplication {

    public static final String NAME = "secret-share-store";

    static void main(String[] args) {
        ServiceStarter.start(SecretShareStoreApplication.class, NAME, args);
    }
}
