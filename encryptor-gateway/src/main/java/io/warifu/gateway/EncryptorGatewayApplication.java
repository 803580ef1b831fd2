package io.warifu.gateway;

import io.warifu.servicekit.start.ServiceStarter;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The encryptor gateway, one per site. */
@SpringBootApplication
public class EncryptorGatewayApplication {

    static void main(String[] args) {
        ServiceStarter.start(EncryptorGatewayApplication.class, "encryptor-gateway", args);
    }
}
