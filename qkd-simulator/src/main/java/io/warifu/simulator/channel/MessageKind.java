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
    DETECTIONS(10),
    KEPT(11),
    SAMPLE(12),
    SAMPLE_OF_BOB(13),
    CASCADE_START(20),
    CASCADE_ROOTS(21),
    CASCADE_ASK(22),
    CASCADE_PARITIES(23),
    CASCADE_DONE(24),
    VERIFY(30),
    VERIFY_RESULT(31),
    AMPLIFY(40),
    FINAL(41),
    FINAL_TAKEN(42);

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
        throw new ChannelException("unknown kind of message: " + code);
    }
}
