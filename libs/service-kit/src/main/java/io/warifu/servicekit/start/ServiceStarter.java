package io.warifu.servicekit.start;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts a service whose defaults lie in {@code NAME.yml} on the class path.
 *
 * <p>No service has an {@code application.yml}: several of them share one class path in the
 * demonstration, and one would win.
 */
public final class ServiceStarter {

    private ServiceStarter() {}

    /**
     * Starts {@code application} under the configuration name {@code name}.
     *
     * @param name of the service; also the name of its configuration file
     * @param args of the command line, for example {@code --spring.config.additional-location=...}
     */
    public static ConfigurableApplicationContext start(
            Class<?> application, String name, String... args) {
        SpringApplication spring = new SpringApplication(application);
        spring.setDefaultProperties(
                Map.of("spring.config.name", name, "spring.application.name", name));
        // A command line argument wins over anything found in the environment of a shared JVM.
        String[] all = new String[args.length + 1];
        all[0] = "--spring.config.name=" + name;
        System.arraycopy(args, 0, all, 1, args.length);
        return spring.run(all);
    }
}
