package io.warifu.simulator;

import io.warifu.servicekit.start.ServiceStarter;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The QKD modules of one site. */
@SpringBootApplication
public class QkdSimulatorApplication {

    static void main(String[] args) {
        ServiceStarter.start(QkdSimulatorApplication.class, "qkd-simulator", args);
    }
}
