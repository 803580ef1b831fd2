package io.warifu.simulator.auth;

import io.warifu.simulator.auth.WegmanCarterTag.HashKey;
import io.warifu.simulator.channel.ChannelException;
import java.util.Arrays;

/**
 * Tags for what this end says in one session: one hash key, then one fresh pad for each message.
 *
 * <p>The lane is used without gaps: the hash key (two words) and behind it one word for each
 * message, in the order in which {@link #stamp} is called. The stamp of the first message names the
 * place of the hash key; its pad lies behind it. Not safe for several threads.
 */
public final class SendingTags implements AutoCloseable {

    static final int KEY_WORDS = WegmanCarterTag.HASH_KEY_BITS / 64;

    /** Bits that the first message costs: hash key and pad. */
    public static final int GREETING_BITS = WegmanCarterTag.HASH_KEY_BITS + 64;

    private final KeyPool pool;
    private final long session;
    private boolean first = true;
    private HashKey key = new HashKey(0, 0);

    private SendingTags(KeyPool pool, long session) {
        this.pool = pool;
        this.session = session;
    }

    /** Ends the sending of all sessions that began before. Nothing is spent yet. */
    public static SendingTags begin(KeyPool pool) {
        return new SendingTags(pool, pool.beginSession());
    }

    /** Pays for one message. The same message told again needs the stamp it got, not a new one. */
    public Stamp stamp(SessionId id, Binding binding, byte[] payload) throws ChannelException {
        TakenWords taken = pool.take(session, first ? KEY_WORDS + 1 : 1);
        long[] words = taken.words();
        try {
            if (first) {
                key = new HashKey(words[0], words[1]);
                first = false;
            }
            byte[] header = binding.header(pool.end().sends(), id, taken.offset(), payload.length);
            long pad = words[words.length - 1];
            return new Stamp(taken.offset(), WegmanCarterTag.of(key, header, payload, pad));
        } finally {
            Arrays.fill(words, 0);
        }
    }

    @Override
    public void close() {
        key.close();
    }
}
