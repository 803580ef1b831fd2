package io.warifu.simulator.link;

/** A link as the REST interface shows it. */
record LinkView(
        String alice,
        String bob,
        String role,
        String state,
        double qber,
        long siftedBits,
        long secretBits,
        long blocks,
        double lengthKm,
        boolean illustrative,
        double eavesdropper) {

    static LinkView of(QkdLink link) {
        LinkSettings settings = link.settings();
        LinkSnapshot now = link.snapshot();
        return new LinkView(
                settings.link().alice().value(),
                settings.link().bob().value(),
                settings.role().name(),
                now.state().name(),
                now.qber(),
                now.siftedBits(),
                now.secretBits(),
                now.blocks(),
                settings.lengthKm(),
                settings.illustrative(),
                link.attacker().fraction());
    }
}
