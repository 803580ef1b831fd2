package io.warifu.keys.store;

import io.warifu.kernel.id.SiteId;

class InMemoryKeyStoreTest extends KeyStoreContract {

    @Override
    KeyStore newStore() {
        return new InMemoryKeyStore(new SiteId("tokyo"));
    }
}
