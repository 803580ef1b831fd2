package io.warifu.simulator.link;

/** What a link is doing; the number is for metrics. */
enum LinkState {
    RUNNING(0),
    /** Connected, but the key manager of one end takes no blocks. */
    PAUSED(1),
    /** Connected, but somebody seems to be on the fibre. */
    ALARM(2),
    DISCONNECTED(3),
    /** Connected, but hardly any light arrives: the fibre is cut or blocked. */
    DARK(4),
    /** No authentication bits are left: a new pre-shared secret is needed. */
    STOPPED(5);

    private final int number;

    LinkState(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
