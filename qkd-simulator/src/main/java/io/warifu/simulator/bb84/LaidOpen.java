package io.warifu.simulator.bb84;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.PayloadWriter;

/**
 * The bits of a block that the other end has laid open: public from then on. On the wire: test
 * basis, then key basis (empty unless both are laid open).
 */
public record LaidOpen(BitString testBits, BitString keyBits) {

    /** This end's bits of a block, as far as they are laid open. */
    public static PayloadWriter write(SiftedBlock block, Disclosure disclosure) {
        BitString testBits = block.test().toBits();
        BitString keyBits =
                disclosure == Disclosure.BOTH_BASES ? block.key().toBits() : new BitString(0);
        return new PayloadWriter(32 + (testBits.length() + keyBits.length()) / 8)
                .putBits(testBits)
                .putBits(keyBits);
    }

    /** The other end's bits of {@code mine}, which has the same clicks. */
    public static LaidOpen read(PayloadReader in, SiftedBlock mine, Disclosure disclosure)
            throws ChannelException {
        int keyBits = disclosure == Disclosure.BOTH_BASES ? mine.key().length() : 0;
        LaidOpen theirs =
                new LaidOpen(in.getBitsOfLength(mine.test().length()), in.getBitsOfLength(keyBits));
        in.end();
        return theirs;
    }
}
