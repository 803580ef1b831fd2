package io.warifu.keys.relay;

class InMemoryPartStoreTest extends PartStoreContract {

    @Override
    PartStore store() {
        return new InMemoryPartStore();
    }
}
