package io.warifu.demo.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Writes one YAML file per service of a site; written anew at each start, so never edited by hand.
 */
public final class ConfigurationFiles {

    private static final String HEAD =
            "# Written by ./warifu at each start; changes here are lost.\n";

    private final Home home;
    private final Addressing addressing;
    private final String databasePassword;

    public ConfigurationFiles(Home home, Addressing addressing, String databasePassword) {
        this.home = home;
        this.addressing = addressing;
        this.databasePassword = databasePassword;
    }

    public void write(Site site) throws IOException {
        ServiceConfigurations configurations =
                new ServiceConfigurations(
                        addressing,
                        identitySeenBySite(site),
                        stateSeenBySite(home.qkdState(site)),
                        stateSeenBySite(home.keyState(site)),
                        stateSeenBySite(home.gatewayState(site)),
                        databasePassword);
        Files.createDirectories(home.config(site));
        for (Service service : site.services()) {
            Path file = home.config(site).resolve(service.configName() + ".yml");
            write(file, configurations.of(site, service));
        }
    }

    /** Writes one file, whole. */
    public static void write(Path file, Map<String, Object> content) throws IOException {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        Files.writeString(file, HEAD + new Yaml(options).dump(content));
    }

    private Path identitySeenBySite(Site site) {
        return switch (addressing) {
            case LOOPBACK -> home.identity(site);
            // In its container a site sees its own folder as the whole state folder.
            case COMPOSE -> Path.of("/warifu/identity");
        };
    }

    private Path stateSeenBySite(Path folder) {
        return switch (addressing) {
            case LOOPBACK -> folder;
            // A volume of its own, because the site's folder is read-only for its services.
            case COMPOSE -> Path.of("/state");
        };
    }
}
