package io.warifu.shares.keep;

class InMemoryShareStoreTest extends ShareStoreContract {

    @Override
    ShareStore emptyStore() {
        return ShareStores.inMemory(TIME);
    }
}
