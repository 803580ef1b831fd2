package io.warifu.keys.enrolment;

class InMemorySaeDirectoryTest extends SaeDirectoryContract {

    @Override
    SaeDirectory newDirectory() {
        return new InMemorySaeDirectory();
    }
}
