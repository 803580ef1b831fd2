package io.warifu.gateway.otp;

import io.warifu.kernel.id.SiteId;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The two ends of one channel, without gateways: records cross in memory, and can be cut. */
final class ChannelPair {

    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<Word> there = new LinkedBlockingQueue<>();
    private final BlockingQueue<Word> back = new LinkedBlockingQueue<>();
    private final End sender;
    private final End receiver;

    ChannelPair(SiteId senderSite, SiteId receiverSite) {
        sender = new End(receiverSite, there, back);
        receiver = new End(senderSite, back, there);
    }

    OtpChannel sender() {
        return sender;
    }

    OtpChannel receiver() {
        return receiver;
    }

    private sealed interface Word {}

    private record Said(OtpRecord record) implements Word {}

    private record Ended() implements Word {}

    private record Cut() implements Word {}

    private static final class End implements OtpChannel {

        private final SiteId peer;
        private final BlockingQueue<Word> out;
        private final BlockingQueue<Word> in;
        private boolean ended;

        private End(SiteId peer, BlockingQueue<Word> out, BlockingQueue<Word> in) {
            this.peer = peer;
            this.out = out;
            this.in = in;
        }

        @Override
        public SiteId peer() {
            return peer;
        }

        @Override
        public void send(OtpRecord record) {
            out.add(new Said(new OtpRecord(record.kind(), record.body().clone())));
        }

        @Override
        public Optional<OtpRecord> receive() throws IOException {
            try {
                return switch (in.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    case Said(OtpRecord record) -> Optional.of(record);
                    case Ended _ -> Optional.empty();
                    case Cut _ -> throw new IOException("cut");
                    case null -> throw new IOException("its time is over");
                };
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void end() {
            ended = true;
            out.add(new Ended());
        }

        @Override
        public void close() {
            if (!ended) {
                out.add(new Cut());
            }
        }
    }
}
