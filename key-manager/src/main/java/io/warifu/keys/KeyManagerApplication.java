package io.warifu.keys;

import io.warifu.servicekit.ServiceKit;
import io.warifu.servicekit.start.ServiceStarter;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The key manager of one site. */
@SpringBootApplication
@Import(ServiceKit.class)
public class KeyManagerApplication {

    static void main(String[] args) {
        ServiceStarter.start(KeyManagerApplication.class, "key-manager", args);
    }
}
