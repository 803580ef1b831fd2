package io.warifu.simulator.session;

import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.PayloadWriter;
import io.warifu.simulator.handover.FinishedBlock;
import io.warifu.simulator.handover.HandoverJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The first words of a session: what became of the blocks that the last one left in doubt, and from
 * which number on new ones count.
 *
 * <pre>
 * IN_DOUBT (Bob)    v next sequence, v blocks, 16 bytes each: their ids
 * DECISIONS (Alice) v next sequence, per block: 1 byte, 1 if it counts
 * SETTLED (Bob)     nothing: all is on his disk
 * </pre>
 */
public final class Recovery {

    private Recovery() {}

    /** Alice's part. */
    public static void byAlice(ClassicalChannel channel, BlockKeeper keeper)
            throws ChannelException {
        PayloadReader in = channel.receive(MessageKind.IN_DOUBT);
        keeper.raiseSequence(in.getCount(FinishedBlock.MAX_SEQUENCE));
        int blocks = in.getInt(HandoverJournal.MAX_BLOCKS);
        PayloadWriter out = new PayloadWriter().putCount(keeper.nextSequence());
        for (int i = 0; i < blocks; i++) {
            out.putByte(keeper.isDecided(in.getUuid()) ? 1 : 0);
        }
        in.end();
        channel.send(MessageKind.DECISIONS, out);
        channel.receive(MessageKind.SETTLED).end();
        keeper.confirmAll();
    }

    /** Bob's part. */
    public static void byBob(ClassicalChannel channel, BlockKeeper keeper) throws ChannelException {
        List<UUID> inDoubt = new ArrayList<>(keeper.inDoubt());
        PayloadWriter out =
                new PayloadWriter().putCount(keeper.nextSequence()).putCount(inDoubt.size());
        inDoubt.forEach(out::putUuid);
        channel.send(MessageKind.IN_DOUBT, out);
        PayloadReader in = channel.receive(MessageKind.DECISIONS);
        keeper.raiseSequence(in.getCount(FinishedBlock.MAX_SEQUENCE));
        for (UUID block : inDoubt) {
            int decision = in.getByte();
            if (decision > 1) {
                throw new ChannelException(Check.MALFORMED, "a decision is 0 or 1");
            }
            if (decision == 1) {
                keeper.commit(block);
            } else {
                keeper.drop(block);
            }
        }
        in.end();
        channel.send(MessageKind.SETTLED, new PayloadWriter());
    }
}
