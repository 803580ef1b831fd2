package io.warifu.gateway.tunnel;

import io.warifu.gateway.cipher.OpenedRecord;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.net.Deadlines;
import io.warifu.gateway.otp.OtpChannel;
import io.warifu.gateway.otp.OtpRecord;
import io.warifu.kernel.id.SiteId;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** A carrier whose records go to and come from the one-time pad, not a socket. */
final class OtpCarrier implements OtpChannel {

    /** From the opening to the end; what takes longer is cut. */
    static final Duration MAX_LIFE = Duration.ofSeconds(60);

    private final Carrier carrier;
    private final Engine engine;
    private final Deadlines.Deadline deadline;
    private boolean sentEnd;
    private boolean receivedEnd;

    OtpCarrier(Carrier carrier, Engine engine) {
        this.carrier = carrier;
        this.engine = engine;
        this.deadline = engine.deadlines().on(carrier.on().wire(), MAX_LIFE);
    }

    @Override
    public SiteId peer() {
        return carrier.on().link().site();
    }

    @Override
    public void send(OtpRecord record) throws IOException {
        byte[] body = record.body();
        if (body.length > FrameHeader.MAX_PLAIN_BYTES) {
            throw new IllegalArgumentException("a record has at most 64 KiB");
        }
        carrier.outbound()
                .send(
                        type(record.kind()),
                        body,
                        body.length,
                        new byte[Carrier.frameBytes(body.length)],
                        engine.now());
    }

    @Override
    public Optional<OtpRecord> receive() throws IOException {
        while (!receivedEnd) {
            OpenedRecord opened = carrier.inbound().next();
            switch (opened.type()) {
                case OTP_DATA -> {
                    return Optional.of(copy(OtpRecord.Kind.DATA, opened));
                }
                case OTP_BLOCK -> {
                    return Optional.of(copy(OtpRecord.Kind.BLOCK, opened));
                }
                case OTP_RECEIPT -> {
                    return Optional.of(copy(OtpRecord.Kind.RECEIPT, opened));
                }
                case FIN -> receivedEnd = true;
                case PING, PONG -> {
                    // A sign of life, or of a new epoch.
                }
                case DATA, RESET, ALERT, OPEN, ACCEPT, REFUSE, START ->
                        throw new CarrierFaultException(CarrierFault.UNEXPECTED_FRAME);
            }
        }
        return Optional.empty();
    }

    @Override
    public void end() throws IOException {
        if (!sentEnd) {
            sentEnd = true;
            carrier.outbound().end();
        }
    }

    @Override
    public void close() {
        deadline.close();
        if (sentEnd && receivedEnd) {
            carrier.close();
        } else {
            carrier.abandon();
        }
    }

    private static OtpRecord copy(OtpRecord.Kind kind, OpenedRecord opened) {
        return new OtpRecord(kind, Arrays.copyOf(opened.buffer(), opened.plainBytes()));
    }

    private static FrameType type(OtpRecord.Kind kind) {
        return switch (kind) {
            case DATA -> FrameType.OTP_DATA;
            case BLOCK -> FrameType.OTP_BLOCK;
            case RECEIPT -> FrameType.OTP_RECEIPT;
        };
    }
}
