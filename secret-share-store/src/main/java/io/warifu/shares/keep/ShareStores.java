package io.warifu.shares.keep;

import jakarta.persistence.EntityManagerFactory;
import java.time.InstantSource;
import org.springframework.transaction.PlatformTransactionManager;

/** Makes share stores. */
public final class ShareStores {

    private ShareStores() {}

    /** Keeps shares in PostgreSQL; the schema is there already. */
    public static ShareStore inDatabase(
            EntityManagerFactory entityManagers,
            PlatformTransactionManager transactions,
            InstantSource time) {
        return new JpaShareStore(entityManagers, transactions, time);
    }

    /** Keeps shares until the process ends; for tests. */
    public static ShareStore inMemory(InstantSource time) {
        return new InMemoryShareStore(time);
    }
}
