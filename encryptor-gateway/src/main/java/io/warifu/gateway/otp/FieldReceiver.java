package io.warifu.gateway.otp;

import io.warifu.gateway.ledger.PadLedger;
import io.warifu.gateway.ledger.PadUse;
import io.warifu.gateway.otp.PadSource.PadAnswer;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one field from a channel that a peer opened, and puts it into its box.
 *
 * <p>Guarantee: only what has the right tag gets into a box, and what was announced is what comes;
 * the pads are written down by name before they show anything, and wiped when this returns. Room is
 * kept before keys are fetched, so that a full box costs no key here.
 */
public final class FieldReceiver implements OtpService {

    private static final Logger LOG = LoggerFactory.getLogger(FieldReceiver.class);

    private final Inbox inbox;
    private final PadSource source;
    private final PadLedger ledger;
    private final PadBurner burner;

    public FieldReceiver(Inbox inbox, PadSource source, PadLedger ledger) {
        this.inbox = inbox;
        this.source = source;
        this.ledger = ledger;
        this.burner = new PadBurner(ledger);
    }

    @Override
    public void serve(OtpChannel channel) throws IOException {
        Optional<OtpRecord> first = channel.receive();
        if (first.isEmpty()) {
            return;
        }
        byte[] head = body(first, OtpRecord.Kind.BLOCK);
        OtpBlock block = OtpBlock.parse(head);
        OtpRefusal refusal = take(channel, block, head);
        say(
                channel,
                refusal == OtpRefusal.NONE
                        ? OtpAnswer.of(OtpAnswer.Word.TAKEN, block.block())
                        : OtpAnswer.refused(block.block(), refusal));
        channel.end();
        if (channel.receive().isPresent()) {
            throw new MalformedOtpException("a second word after the answer");
        }
    }

    private OtpRefusal take(OtpChannel channel, OtpBlock block, byte[] head) throws IOException {
        if (!inbox.knows(block.box())) {
            return OtpRefusal.UNKNOWN_BOX;
        }
        Optional<Inbox.Place> place = inbox.keepPlace(block.box());
        if (place.isEmpty()) {
            return OtpRefusal.BOX_FULL;
        }
        try (Inbox.Place kept = place.get()) {
            return switch (block.protection()) {
                case AES_256_GCM -> takeMarked(channel, block, kept);
                case ONE_TIME_PAD -> takeUnderPads(channel, block, head, kept);
            };
        }
    }

    private OtpRefusal takeMarked(OtpChannel channel, OtpBlock block, Inbox.Place place)
            throws IOException {
        say(channel, OtpAnswer.of(OtpAnswer.Word.READY, block.block()));
        byte[] field = data(channel, block.fieldBytes());
        place.put(field(channel.peer(), block, SecretBytes.takeFrom(field)));
        return OtpRefusal.NONE;
    }

    private OtpRefusal takeUnderPads(
            OtpChannel channel, OtpBlock block, byte[] head, Inbox.Place place) throws IOException {
        switch (source.named(channel.peer(), block.keyIds())) {
            case PadAnswer.Withheld(List<UUID> burnt, String reason) -> {
                LOG.warn(
                        "Pads named by {} are not to be had, {} came: {}",
                        channel.peer(),
                        burnt.size(),
                        reason);
                burner.burn(channel.peer(), burnt, "SET_INCOMPLETE");
                return OtpRefusal.KEYS_UNAVAILABLE;
            }
            case PadAnswer.Pads(PadSet pads) -> {
                try (pads) {
                    return takeUnderPads(channel, block, head, pads, place);
                }
            }
        }
    }

    private OtpRefusal takeUnderPads(
            OtpChannel channel, OtpBlock block, byte[] head, PadSet pads, Inbox.Place place)
            throws IOException {
        byte[] body;
        try {
            say(channel, OtpAnswer.of(OtpAnswer.Word.READY, block.block()));
            body = data(channel, block.fieldBytes() + OneTimeMac.TAG_BYTES);
        } catch (IOException e) {
            burner.burn(channel.peer(), block.keyIds(), "CHANNEL_CUT");
            throw e;
        }
        try {
            ledger.padsSpent(
                    new PadUse(
                            channel.peer(),
                            block.block(),
                            false,
                            block.fieldBytes(),
                            block.keyIds()));
        } catch (UncheckedIOException e) {
            LOG.error("No field is taken, because its pads cannot be written down", e);
            return OtpRefusal.LEDGER_UNWRITABLE;
        }
        Optional<SecretBytes> content = pads.show(head, body);
        if (content.isEmpty()) {
            LOG.error(
                    "A field from {} has a wrong tag; the ends hold different keys under the names"
                            + " in block {}",
                    channel.peer(),
                    block.block());
            return OtpRefusal.BAD_TAG;
        }
        place.put(field(channel.peer(), block, content.get()));
        return OtpRefusal.NONE;
    }

    private static Inbox.Field field(SiteId from, OtpBlock block, SecretBytes content) {
        return new Inbox.Field(from, block.block(), block.protection(), block.keyIds(), content);
    }

    private static byte[] data(OtpChannel channel, int length) throws IOException {
        byte[] body = body(channel.receive(), OtpRecord.Kind.DATA);
        if (body.length != length) {
            throw new MalformedOtpException("not the length that was announced");
        }
        return body;
    }

    private static byte[] body(Optional<OtpRecord> record, OtpRecord.Kind kind) throws IOException {
        if (record.isEmpty()) {
            throw new IOException("the channel ended before " + kind);
        }
        if (record.get().kind() != kind) {
            throw new MalformedOtpException(record.get().kind() + " in the place of " + kind);
        }
        return record.get().body();
    }

    private static void say(OtpChannel channel, OtpAnswer answer) throws IOException {
        channel.send(new OtpRecord(OtpRecord.Kind.RECEIPT, answer.toBytes()));
    }
}
