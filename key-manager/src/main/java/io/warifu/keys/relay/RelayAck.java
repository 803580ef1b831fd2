package io.warifu.keys.relay;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.keys.onetime.OneTimeTag;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to a part: it lies at the destination, or why it does not.
 *
 * @param from sending end of the hop that failed; null when none is to blame
 * @param to receiving end of that hop
 * @param ready the destination's tag over the whole batch, of {@link Outcome#READY} only
 */
@SuppressWarnings("ArrayRecordComponent") // Read-only wire form; compared nowhere.
record RelayAck(
        Outcome outcome, @Nullable SiteId from, @Nullable SiteId to, byte @Nullable [] ready) {

    /** What can become of a part; the byte on the wire is the position in this list. */
    enum Outcome {
        /** The destination has committed all keys of the batch. */
        READY,
        /** The destination keeps the part until the others come. */
        HELD,
        /** The message contradicts the topology, the path or the clock. */
        MALFORMED,
        /** The one-time tag does not fit: the message was altered. */
        TAG_WRONG,
        /** A byte of the pad was used before: a replay. */
        PAD_USED,
        /** The receiver has no such block. */
        PAD_UNKNOWN,
        NO_STOCK,
        LINK_IN_ALARM,
        /** The destination does not serve these SAEs, or holds too many keys already. */
        NOT_TAKEN,
        /** The destination does not have the hybrid epoch. */
        EPOCH_UNKNOWN,
        /** Parts of one batch contradict each other. */
        PARTS_DIFFER,
        /** No answer that can be trusted in time: the part may or may not have arrived. */
        UNREACHABLE;

        boolean isGood() {
            return this == READY || this == HELD;
        }
    }

    static RelayAck refused(Outcome outcome, SiteId from, SiteId to) {
        return new RelayAck(outcome, from, to, null);
    }

    static RelayAck held() {
        return new RelayAck(Outcome.HELD, null, null, null);
    }

    boolean blames(LinkId link) {
        return from != null && to != null && link.joins(from) && link.joins(to);
    }

    /** With the tag under {@code key}; without one for answers to what was not opened. */
    byte[] toBytes(byte @Nullable [] key) {
        WireWriter out =
                new WireWriter()
                        .u8(RelayMessage.VERSION)
                        .u8(List.of(Outcome.values()).indexOf(outcome));
        if (from != null && to != null) {
            out.u8(1).site(from).site(to);
        } else {
            out.u8(0);
        }
        out.u8(ready == null ? 0 : OneTimeTag.TAG_BYTES).bytes(ready == null ? new byte[0] : ready);
        byte[] unsigned = out.toBytes();
        return key == null
                ? Arrays.copyOf(unsigned, unsigned.length + OneTimeTag.TAG_BYTES)
                : RelayMessage.signed(unsigned, key);
    }

    /** The answer; one whose tag does not fit counts only as far as it refuses. */
    static RelayAck read(byte[] bytes, byte[] key, SiteId from, SiteId to) {
        RelayAck silence = refused(Outcome.UNREACHABLE, from, to);
        try {
            WireReader in = new WireReader(bytes);
            in.within(in.u8(), RelayMessage.VERSION, RelayMessage.VERSION, "version");
            Outcome[] all = Outcome.values();
            Outcome outcome = all[in.within(in.u8(), 0, all.length - 1, "outcome")];
            boolean blame = in.within(in.u8(), 0, 1, "blame") == 1;
            SiteId blamedFrom = blame ? in.site() : null;
            SiteId blamedTo = blame ? in.site() : null;
            int length = in.u8();
            int expected = outcome == Outcome.READY ? OneTimeTag.TAG_BYTES : 0;
            byte[] ready = in.bytes(in.within(length, expected, expected, "READY tag"));
            var _ = in.bytes(OneTimeTag.TAG_BYTES);
            in.end();
            boolean genuine = RelayMessage.isGenuine(bytes, key);
            if (!genuine && (outcome.isGood() || (blame && !mayBeUntagged(outcome)))) {
                return silence;
            }
            return new RelayAck(outcome, blamedFrom, blamedTo, expected == 0 ? null : ready);
        } catch (IllegalArgumentException e) {
            return silence;
        }
    }

    private static boolean mayBeUntagged(Outcome outcome) {
        return switch (outcome) {
            case MALFORMED, TAG_WRONG, PAD_USED, PAD_UNKNOWN, LINK_IN_ALARM -> true;
            case READY, HELD, NO_STOCK, NOT_TAKEN, EPOCH_UNKNOWN, PARTS_DIFFER, UNREACHABLE ->
                    false;
        };
    }

    @Override
    public String toString() {
        return outcome + (from == null ? "" : " between " + from + " and " + to);
    }
}
