package io.warifu.simulator.link;

/** What a link is doing; the number is for metrics. */
enum LinkState {
    RUNNING(0),
    /** Connected, but the key manager of one end takes no blocks. */
    PAUSED(1),
    /** Connected, but the error rate was above the limit. */
    ALARM(2),
    DISCONNECTED(3);

    private final int number;

    LinkState(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
