package io.warifu.gateway.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.gateway.Vectors;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameCodec;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.frame.ReceivedFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordSealerOpenerTest {

    private static final int EPOCH = 0x01020304;
    private static final byte[] PLAIN = "Warifu".getBytes(StandardCharsets.US_ASCII);

    @Test
    void refusesAFrameWithAnyBitFlippedAndNeverOpensAnotherAfterIt() throws Exception {
        byte[] good = sealer().sealed(FrameType.DATA, PLAIN);
        for (int bit = 0; bit < good.length * Byte.SIZE; bit++) {
            byte[] flipped = good.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            RecordOpener opener = opener();

            assertThatThrownBy(() -> open(opener, flipped))
                    .as("bit %d", bit)
                    .isInstanceOf(CarrierFaultException.class);
        }
    }

    @Test
    void isDeadAfterItsFirstFailure() {
        byte[] good = sealer().sealed(FrameType.DATA, PLAIN);
        byte[] bad = good.clone();
        bad[bad.length - 1] ^= 1;
        RecordOpener opener = opener();

        assertFault(() -> open(opener, bad), CarrierFault.BAD_TAG);
        assertThatThrownBy(() -> open(opener, good)).isInstanceOf(CarrierFaultException.class);
    }

    @Test
    void refusesARepeatedARecordOutOfTurnAndOneAfterAGap() throws Exception {
        Sealing sealing = sealer();
        byte[] first = sealing.sealed(FrameType.DATA, PLAIN);
        byte[] second = sealing.sealed(FrameType.DATA, PLAIN);
        byte[] third = sealing.sealed(FrameType.DATA, PLAIN);

        assertFault(() -> open(opener(), second), CarrierFault.OUT_OF_ORDER);
        RecordOpener repeated = opener();
        open(repeated, first);
        assertFault(() -> open(repeated, first), CarrierFault.OUT_OF_ORDER);
        RecordOpener gap = opener();
        open(gap, first);
        assertFault(() -> open(gap, third), CarrierFault.OUT_OF_ORDER);
    }

    @Test
    void refusesARecordOfTheOtherDirection() {
        byte[] other = sealing("s2c").sealed(FrameType.DATA, PLAIN);

        assertFault(() -> open(opener(), other), CarrierFault.BAD_TAG);
    }

    @Test
    void refusesToSealPastItsLimits() throws Exception {
        RecordSealer records = new RecordSealer(key("c2s"), EPOCH, new CarrierLimits(1L << 30, 2));
        RecordSealer bytes = new RecordSealer(key("c2s"), EPOCH, new CarrierLimits(7, 100));
        byte[] frame = new byte[100];

        records.seal(FrameType.DATA, PLAIN, 1, frame);
        records.seal(FrameType.DATA, PLAIN, 1, frame);
        assertFault(
                () -> records.seal(FrameType.DATA, PLAIN, 1, frame), CarrierFault.LIMIT_REACHED);
        bytes.seal(FrameType.DATA, PLAIN, 6, frame);
        assertFault(() -> bytes.seal(FrameType.DATA, PLAIN, 6, frame), CarrierFault.LIMIT_REACHED);
    }

    @Test
    void goesOnUnderTheKeyOfALaterEpochAndNeverBack() throws Exception {
        RecordSealer sealer = new RecordSealer(key("c2s"), EPOCH, CarrierLimits.HARD);
        List<Integer> moved = new ArrayList<>();
        RecordOpener opener = new RecordOpener(key("c2s"), EPOCH, CarrierLimits.HARD, next(moved));
        byte[] old = new Sealing(sealer).sealed(FrameType.DATA, PLAIN);
        byte[] late = new Sealing(sealer).sealed(FrameType.DATA, PLAIN);
        sealer.rekey(key("s2c"), EPOCH + 3);
        byte[] first = new Sealing(sealer).sealed(FrameType.DATA, PLAIN);
        byte[] second = new Sealing(sealer).sealed(FrameType.DATA, PLAIN);

        open(opener, old);
        assertThat(open(opener, first).plainBytes()).isEqualTo(PLAIN.length);
        assertThat(moved).containsExactly(EPOCH + 3);
        open(opener, second);
        assertFault(() -> open(opener, late), CarrierFault.WRONG_EPOCH);
        assertThatThrownBy(() -> sealer.rekey(key("open"), EPOCH + 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aForgedStepToAnotherEpochChangesNothingAndEndsTheCarrier() {
        RecordSealer sealer = new RecordSealer(key("c2s"), EPOCH, CarrierLimits.HARD);
        byte[] frame = new Sealing(sealer).sealed(FrameType.DATA, PLAIN);
        FrameCodec.write(FrameHeader.record(FrameType.DATA, EPOCH + 3, 0, 22), frame);
        List<Integer> moved = new ArrayList<>();
        RecordOpener opener = new RecordOpener(key("c2s"), EPOCH, CarrierLimits.HARD, next(moved));

        assertFault(() -> open(opener, frame), CarrierFault.BAD_TAG);
        assertThat(moved).isEmpty();
        FrameCodec.write(FrameHeader.record(FrameType.DATA, EPOCH + 4, 0, 22), frame);
        assertFault(() -> open(opener(), frame), CarrierFault.WRONG_EPOCH);
        FrameCodec.write(FrameHeader.record(FrameType.DATA, EPOCH + 3, 1, 22), frame);
        assertFault(() -> open(opener(), frame), CarrierFault.OUT_OF_ORDER);
    }

    @Test
    void aRecordOfAnEpochThatIsWipedMeanwhileIsNotGivenOutAndEndsTheCarrier() throws Exception {
        RecordSealer sealer = new RecordSealer(key("c2s"), EPOCH, CarrierLimits.HARD);
        sealer.rekey(key("s2c"), EPOCH + 3);
        byte[] first = new Sealing(sealer).sealed(FrameType.DATA, PLAIN);
        byte[] second = new Sealing(sealer).sealed(FrameType.DATA, PLAIN);
        NextKeys wiped =
                new NextKeys() {
                    @Override
                    public Optional<DirectionKey> keyOf(int epoch) {
                        return Optional.of(key("s2c"));
                    }

                    @Override
                    public void movedTo(int epoch) throws CarrierFaultException {
                        throw new CarrierFaultException(CarrierFault.EPOCH_UNKNOWN);
                    }
                };
        RecordOpener opener = new RecordOpener(key("c2s"), EPOCH, CarrierLimits.HARD, wiped);

        assertFault(() -> open(opener, first), CarrierFault.EPOCH_UNKNOWN);
        assertThatThrownBy(() -> open(opener, second)).isInstanceOf(CarrierFaultException.class);
    }

    private static NextKeys next(List<Integer> moved) {
        return new NextKeys() {
            @Override
            public Optional<DirectionKey> keyOf(int epoch) {
                return epoch == EPOCH + 3 ? Optional.of(key("s2c")) : Optional.empty();
            }

            @Override
            public void movedTo(int epoch) {
                moved.add(epoch);
            }
        };
    }

    @Test
    void takesNoLooserLimitsThanTheHardOnes() {
        assertThatThrownBy(() -> new CarrierLimits((64L << 30) + 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CarrierLimits(1, (1L << 22) + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sealsNothingAfterItWasClosed() {
        RecordSealer sealer = new RecordSealer(key("c2s"), EPOCH, CarrierLimits.HARD);
        sealer.close();

        assertFault(
                () -> sealer.seal(FrameType.DATA, PLAIN, 1, new byte[100]),
                CarrierFault.LIMIT_REACHED);
    }

    @Test
    void sealsExactlyTheGoldenFrames() {
        Sealing sealing = sealer();

        assertThat(sealing.sealed(FrameType.START, new byte[0]))
                .isEqualTo(Vectors.bytes("c2s-0-start-frame"));
        assertThat(sealing.sealed(FrameType.DATA, PLAIN))
                .isEqualTo(Vectors.bytes("c2s-1-data-frame"));
        assertThat(sealing.sealed(FrameType.FIN, new byte[0]))
                .isEqualTo(Vectors.bytes("c2s-2-fin-frame"));
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 15, 16, 17, 4_080, 4_096, 4_097, 65_535, 65_536})
    void opensWhatWasSealed(int length) throws Exception {
        byte[] plain = new byte[length];
        Arrays.fill(plain, (byte) 0x5A);

        OpenedRecord opened = open(opener(), sealer().sealed(FrameType.DATA, plain));

        assertThat(opened.plainBytes()).isEqualTo(length);
        assertThat(Arrays.copyOf(opened.buffer(), length)).isEqualTo(plain);
    }

    @Test
    void sealsOneRecordBehindTheOtherAndJoinsThemAgain() throws Exception {
        byte[] plain = "Warifu, the split tally".getBytes(StandardCharsets.US_ASCII);
        byte[] frames = new byte[200];
        RecordSealer sealer = sealer().sealer();
        int first = sealer.seal(FrameType.DATA, plain, 0, 6, frames, 0);
        sealer.seal(FrameType.DATA, plain, 6, plain.length - 6, frames, first);
        RecordOpener opener = opener();

        OpenedRecord opened = opener.open(frameAt(frames, 0), new byte[100]);
        OpenedRecord joined = opener.openBehind(opened, frameAt(frames, first));

        assertThat(Arrays.copyOf(joined.buffer(), joined.plainBytes())).isEqualTo(plain);
        assertFault(
                () -> opener.openBehind(joined, frameAt(frames, first)), CarrierFault.OUT_OF_ORDER);
    }

    @Test
    void aSealIsUsedOnce() throws Exception {
        byte[] message = new byte[64];
        OneUseSeal seal = new OneUseSeal(key("open"));
        seal.seal(message, 4, PLAIN);

        assertThatThrownBy(() -> seal.seal(message, 4, PLAIN))
                .isInstanceOf(IllegalStateException.class);
        assertThat(new OneUseSeal(key("open")).open(message, 0, 4, PLAIN.length + 16))
                .isEqualTo(PLAIN);
        assertFault(
                () -> new OneUseSeal(key("answer")).open(message, 0, 4, PLAIN.length + 16),
                CarrierFault.BAD_TAG);
        assertFault(
                () -> new OneUseSeal(key("open")).open(message, 0, 4, 15), CarrierFault.BAD_TAG);
    }

    @Test
    void givesThePublishedAnswer() {
        assertThatCode(KnownAnswer::check).doesNotThrowAnyException();
        int[] asked = {0};
        KnownAnswer.warmUp(() -> asked[0]++ >= 3);
        assertThat(asked[0]).isEqualTo(4);
    }

    /** NIST CAVP gcmEncryptExtIV256, also test case 14 of McGrew and Viega: all zero. */
    @Test
    void givesThePublishedAnswerForZeros() {
        byte[] message = new byte[32];
        DirectionKey zeros = DirectionKey.takeFrom(new byte[32], new byte[12]);
        new OneUseSeal(zeros).seal(message, 0, new byte[16]);

        assertThat(HexFormat.of().formatHex(message))
                .isEqualTo("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
    }

    private static DirectionKey key(String name) {
        return DirectionKey.takeFrom(Vectors.bytes(name + "-key"), Vectors.bytes(name + "-iv"));
    }

    /** Cuts each frame to its length. */
    private record Sealing(RecordSealer sealer) {

        byte[] sealed(FrameType type, byte[] plain) {
            byte[] frame = new byte[plain.length + FrameHeader.BYTES + FrameHeader.TAG_BYTES];
            try {
                assertThat(sealer.seal(type, plain, plain.length, frame)).isEqualTo(frame.length);
                return frame;
            } catch (CarrierFaultException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static Sealing sealer() {
        return sealing("c2s");
    }

    private static Sealing sealing(String direction) {
        return new Sealing(new RecordSealer(key(direction), EPOCH, CarrierLimits.HARD));
    }

    private static RecordOpener opener() {
        return new RecordOpener(key("c2s"), EPOCH, CarrierLimits.HARD, NextKeys.none());
    }

    private static ReceivedFrame frameAt(byte[] frames, int at) throws CarrierFaultException {
        return new ReceivedFrame(FrameCodec.read(frames, at), frames, at);
    }

    private static OpenedRecord open(RecordOpener opener, byte[] frame)
            throws CarrierFaultException {
        FrameHeader header = FrameCodec.read(frame, 0);
        if (header.frameBytes() != frame.length) {
            // Where a reader would wait for more, or take the rest for the next header.
            throw new CarrierFaultException(CarrierFault.TRUNCATED);
        }
        return opener.open(new ReceivedFrame(header, frame, 0), new byte[header.lengthBytes()]);
    }

    private static void assertFault(ThrowingCallable act, CarrierFault fault) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        CarrierFaultException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }
}
