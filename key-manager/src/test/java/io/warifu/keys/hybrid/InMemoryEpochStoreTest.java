package io.warifu.keys.hybrid;

class InMemoryEpochStoreTest extends EpochStoreContract {

    @Override
    EpochStore newStore() {
        return new InMemoryEpochStore();
    }
}
