package io.warifu.keys.store;

class InMemoryKeyStoreTest extends KeyStoreContract {

    @Override
    KeyStore newStore() {
        return new InMemoryKeyStore();
    }
}
