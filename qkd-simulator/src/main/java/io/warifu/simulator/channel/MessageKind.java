package io.warifu.simulator.channel;

/**
 * What a classical message is about; the code travels on the wire. Names say who speaks where only
 * one end ever does.
 */
public enum MessageKind {
    HELLO(1),
    WELCOME(2),
    OFFER(3),
    ANSWER(4),
    READY(5),
    ABORT(6),
    IN_DOUBT(7),
    DECISIONS(8),
    SETTLED(9),
    DETECTIONS(10),
    SIFTED(11),
    LAID_OPEN(12),
    CASCADE_START(20),
    CASCADE_ASK(22),
    CASCADE_PARITIES(23),
    CASCADE_DONE(24),
    VERIFY(30),
    VERIFY_RESULT(31),
    AMPLIFY(40),
    SEAL(41),
    TAKEN(42),
    COMMIT(43),
    COMMITTED(44);

    private static final MessageKind[] ALL = values();

    private final int code;

    MessageKind(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public static MessageKind of(int code) throws ChannelException {
        for (MessageKind kind : ALL) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new ChannelException(Check.MALFORMED, "unknown kind of message: " + code);
    }
}
