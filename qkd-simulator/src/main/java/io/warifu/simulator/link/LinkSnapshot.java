package io.warifu.simulator.link;

/**
 * A link at one moment; totals count since this process was started.
 *
 * @param qber error rate of the last round that measured one, 0 before the first
 */
record LinkSnapshot(LinkState state, double qber, long siftedBits, long secretBits, long blocks) {

    static final LinkSnapshot INITIAL = new LinkSnapshot(LinkState.DISCONNECTED, 0, 0, 0, 0);

    LinkSnapshot in(LinkState now) {
        return new LinkSnapshot(now, qber, siftedBits, secretBits, blocks);
    }

    LinkSnapshot afterRound(double measuredQber, int sifted) {
        return new LinkSnapshot(state, measuredQber, siftedBits + sifted, secretBits, blocks);
    }

    LinkSnapshot afterBlock(int bits) {
        return new LinkSnapshot(state, qber, siftedBits, secretBits + bits, blocks + 1);
    }
}
