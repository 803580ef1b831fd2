package io.warifu.ingest;

import io.warifu.servicekit.start.ServiceStarter;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the backup service of one hospital. */
@SpringBootApplication
public class EmrIngestApplication {

    static void main(String[] args) {
        ServiceStarter.start(EmrIngestApplication.class, "emr-ingest", args);
    }
}
