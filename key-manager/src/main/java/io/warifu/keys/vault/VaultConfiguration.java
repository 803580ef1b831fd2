package io.warifu.keys.vault;

import io.warifu.keys.KeyManagerProperties;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The vault as a bean; master key and data keys stay inside this package. */
@Configuration(proxyBeanMethods = false)
class VaultConfiguration {

    @Bean
    MasterKey masterKey(KeyManagerProperties properties) {
        VaultProperties vault = properties.vault();
        if (vault.pkcs11() != null) {
            return Pkcs11MasterKey.open(vault.pkcs11(), new SecureRandom());
        }
        Path file = Objects.requireNonNull(vault.masterKeyFile(), "one of the two is set");
        return FileMasterKey.open(file, new SecureRandom());
    }

    @Bean
    DataKeys dataKeys(KeyManagerProperties properties, MasterKey master, InstantSource clock) {
        return new DataKeys(properties.vault().directory(), master, new SecureRandom(), clock);
    }

    /** Signs the audit. */
    @Bean
    SigningKey auditSigningKey(KeyManagerProperties properties, MasterKey master) {
        return SigningKey.open(properties.vault().directory(), "audit", master);
    }

    @Bean
    KeyVault keyVault(DataKeys keys) {
        return new HourlyVault(keys, new SecureRandom());
    }

    @Bean
    DataKeyTask dataKeyTask(DataKeys keys, List<DataKeyUse> uses, InstantSource clock) {
        return new DataKeyTask(keys, uses, clock);
    }
}
