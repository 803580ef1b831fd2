package io.warifu.simulator.auth;

import io.warifu.simulator.auth.WegmanCarterTag.HashKey;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import java.util.Arrays;

/**
 * Checks the tags of what the other end says in one session. Nothing of the pool moves before a tag
 * was right: whoever has no key cannot make this end burn bits.
 *
 * <p>Not safe for several threads.
 */
public final class ReceivingTags implements AutoCloseable {

    private final KeyPool pool;
    private final HashKey key;
    private long next;
    private boolean first = true;

    private ReceivingTags(KeyPool pool, HashKey key, long offset) {
        this.pool = pool;
        this.key = key;
        this.next = offset;
    }

    /**
     * For a session whose first message says that its hash key lies at {@code offset}.
     *
     * @throws ChannelException with SEQUENCE if these bits were used before: an old session is
     *     played back
     */
    public static ReceivingTags at(KeyPool pool, long offset) throws ChannelException {
        long[] words = pool.look(offset, SendingTags.KEY_WORDS + 1);
        HashKey key = new HashKey(words[0], words[1]);
        Arrays.fill(words, 0);
        return new ReceivingTags(pool, key, offset);
    }

    /** Returns if the message is what the other end stamped, and the next one it stamped. */
    public void verify(SessionId id, Binding binding, byte[] payload, Stamp stamp)
            throws ChannelException {
        if (stamp.offsetBits() != next) {
            throw new ChannelException(Check.SEQUENCE, "a message is paid with the wrong pad");
        }
        int keyWords = first ? SendingTags.KEY_WORDS : 0;
        long padOffset = next + keyWords * 64L;
        long[] pad = pool.look(padOffset, 1);
        byte[] header = binding.header(pool.end().receives(), id, next, payload.length);
        long expected = WegmanCarterTag.of(key, header, payload, pad[0]);
        pad[0] = 0;
        if (!WegmanCarterTag.same(expected, stamp.tag())) {
            throw new ChannelException(Check.AUTHENTICATION, "the tag of a message is wrong");
        }
        pool.accept(next, keyWords + 1);
        next = padOffset + 64;
        if (first) {
            first = false;
            // The greeting must not be accepted again, whatever happens to this process.
            pool.persist();
        }
    }

    @Override
    public void close() {
        key.close();
    }
}
