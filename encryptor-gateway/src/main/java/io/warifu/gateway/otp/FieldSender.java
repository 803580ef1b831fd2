package io.warifu.gateway.otp;

import io.warifu.gateway.ledger.PadLedger;
import io.warifu.gateway.ledger.PadUse;
import io.warifu.gateway.otp.FieldOutcome.InDoubt;
import io.warifu.gateway.otp.FieldOutcome.Reason;
import io.warifu.gateway.otp.FieldOutcome.Refused;
import io.warifu.gateway.otp.FieldOutcome.Taken;
import io.warifu.gateway.otp.PadSource.PadAnswer;
import io.warifu.gateway.stock.StockWatch;
import io.warifu.kernel.id.SiteId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a field to a box at a peer's site.
 *
 * <p>Guarantee: pads are keys that this process fetched for this field, never on a disk, written
 * down by name before they hide anything, used once and wiped before {@link #send} returns,
 * whatever happened; so no pad hides two fields, not even across kill -9. The field arrives at most
 * once. Limit: nothing here repeats a field that is {@link InDoubt}; the information-theoretic
 * secrecy is that of the keys, which key managers relayed.
 */
public final class FieldSender {

    static final int MAX_FIELDS_AT_ONCE = 16;

    private static final Logger LOG = LoggerFactory.getLogger(FieldSender.class);

    private final OtpChannels channels;
    private final PadSource source;
    private final StockWatch stock;
    private final OtpBudgets budgets;
    private final PadLedger ledger;
    private final PadBurner burner;
    private final Function<SiteId, List<UUID>> keysInUse;
    private final Supplier<UUID> blockNames;
    private final Semaphore places = new Semaphore(MAX_FIELDS_AT_ONCE);

    /**
     * A sender.
     *
     * @param keysInUse names of the QKD keys of the epochs that carriers to a peer use now
     * @param blockNames random
     */
    public FieldSender(
            OtpChannels channels,
            PadSource source,
            StockWatch stock,
            OtpBudgets budgets,
            PadLedger ledger,
            Function<SiteId, List<UUID>> keysInUse,
            Supplier<UUID> blockNames) {
        this.channels = channels;
        this.source = source;
        this.stock = stock;
        this.budgets = budgets;
        this.ledger = ledger;
        this.burner = new PadBurner(ledger);
        this.keysInUse = keysInUse;
        this.blockNames = blockNames;
    }

    /** Sends 1 to 4,096 bytes; the caller wipes {@code field}. */
    public FieldOutcome send(SiteId peer, BoxName box, FieldPolicy policy, byte[] field)
            throws InterruptedException {
        if (field.length < 1 || field.length > OtpBlock.MAX_FIELD_BYTES) {
            throw new IllegalArgumentException(
                    "a field has 1 to " + OtpBlock.MAX_FIELD_BYTES + " bytes");
        }
        if (!places.tryAcquire()) {
            return new Refused(Reason.BUSY, "too many fields are on their way; try again");
        }
        try {
            int keys = OtpBlock.keysFor(Protection.ONE_TIME_PAD, field.length);
            var _ = stock.look(peer);
            Optional<OtpBudget.Denial> denial = budgets.take(peer, keys);
            if (denial.isEmpty()) {
                return sendUnderPads(peer, box, policy, field, keys);
            }
            return switch (policy) {
                case REFUSE -> denied(denial.get(), keys);
                case AES_WITH_MARK -> sendMarked(peer, box, field);
            };
        } finally {
            places.release();
        }
    }

    private static Refused denied(OtpBudget.Denial denial, int keys) {
        return switch (denial) {
            case STOCK_UNKNOWN ->
                    new Refused(Reason.NO_KEYS, "the key manager does not say that it has keys");
            case NEVER ->
                    new Refused(
                            Reason.BUDGET_TOO_SMALL,
                            "it takes " + keys + " keys, more than fields may ever draw at once");
            case RESERVE ->
                    new Refused(
                            Reason.BUDGET_EMPTY,
                            "the last " + OtpBudget.RESERVE_KEYS + " keys are the tunnel's");
            case SPENT ->
                    new Refused(Reason.BUDGET_EMPTY, "it takes " + keys + " keys; try again later");
        };
    }

    private FieldOutcome sendUnderPads(
            SiteId peer, BoxName box, FieldPolicy policy, byte[] field, int keys)
            throws InterruptedException {
        // First the channel, so that no key is fetched for a peer that cannot be reached.
        try (OtpChannel channel = channels.open(peer)) {
            return switch (source.fresh(peer, keys)) {
                case PadAnswer.Withheld(List<UUID> burnt, String reason) -> {
                    budgets.giveBack(peer, keys - burnt.size());
                    stock.drew(peer, burnt.size());
                    burner.burn(peer, burnt, "SET_INCOMPLETE");
                    yield switch (policy) {
                        case REFUSE -> new Refused(Reason.NO_KEYS, reason);
                        case AES_WITH_MARK -> exchangeMarked(channel, peer, box, field);
                    };
                }
                case PadAnswer.Pads(PadSet pads) -> {
                    stock.drew(peer, keys);
                    try (pads) {
                        OtpBlock block =
                                new OtpBlock(
                                        Protection.ONE_TIME_PAD,
                                        blockNames.get(),
                                        field.length,
                                        box,
                                        pads.ids());
                        yield exchange(channel, peer, block, Optional.of(pads), field);
                    }
                }
            };
        } catch (IOException e) {
            budgets.giveBack(peer, keys);
            return unreachable(peer, e);
        }
    }

    private FieldOutcome sendMarked(SiteId peer, BoxName box, byte[] field)
            throws InterruptedException {
        try (OtpChannel channel = channels.open(peer)) {
            return exchangeMarked(channel, peer, box, field);
        } catch (IOException e) {
            return unreachable(peer, e);
        }
    }

    private FieldOutcome exchangeMarked(
            OtpChannel channel, SiteId peer, BoxName box, byte[] field) {
        OtpBlock block =
                new OtpBlock(
                        Protection.AES_256_GCM, blockNames.get(), field.length, box, List.of());
        return exchange(channel, peer, block, Optional.empty(), field);
    }

    private static Refused unreachable(SiteId peer, IOException e) {
        LOG.info("No channel for a field to {}: {}", peer, e.toString());
        return new Refused(Reason.PEER_UNREACHABLE, "no channel to " + peer + " for fields");
    }

    /** Keys are in hand from here on, so a channel that breaks is an outcome and no exception. */
    private FieldOutcome exchange(
            OtpChannel channel, SiteId peer, OtpBlock block, Optional<PadSet> pads, byte[] field) {
        byte[] head = block.toBytes();
        List<UUID> before = keysInUse.apply(peer);
        boolean left = false;
        try {
            channel.send(new OtpRecord(OtpRecord.Kind.BLOCK, head));
            OtpAnswer ready = answer(channel, block);
            if (ready.word() != OtpAnswer.Word.READY) {
                pads.ifPresent(_ -> burner.burn(peer, block.keyIds(), "REFUSED_BY_PEER"));
                return refused(ready);
            }
            if (pads.isPresent()) {
                ledger.padsSpent(
                        new PadUse(peer, block.block(), true, field.length, block.keyIds()));
            }
            byte[] body = pads.map(set -> set.hide(head, field)).orElse(field);
            left = true;
            channel.send(new OtpRecord(OtpRecord.Kind.DATA, body));
            OtpAnswer taken = answer(channel, block);
            if (taken.word() != OtpAnswer.Word.TAKEN) {
                return refused(taken);
            }
            FieldReceipt receipt = FieldReceipt.of(peer, block, used(peer, before));
            farewell(channel);
            return new Taken(receipt);
        } catch (UncheckedIOException e) {
            LOG.error("No field leaves, because its pads cannot be written down", e);
            return new Refused(Reason.LEDGER_UNWRITABLE, "the key ledger cannot be written");
        } catch (IOException e) {
            LOG.info("The channel for a field to {} broke: {}", peer, e.toString());
            if (left) {
                return new InDoubt(FieldReceipt.of(peer, block, used(peer, before)));
            }
            pads.ifPresent(_ -> burner.burn(peer, block.keyIds(), "CHANNEL_CUT"));
            return new Refused(Reason.PEER_UNREACHABLE, "the channel broke before the field left");
        }
    }

    private List<UUID> used(SiteId peer, List<UUID> before) {
        return Stream.concat(before.stream(), keysInUse.apply(peer).stream()).distinct().toList();
    }

    private static OtpAnswer answer(OtpChannel channel, OtpBlock block) throws IOException {
        OtpRecord record =
                channel.receive().orElseThrow(() -> new IOException("ended without an answer"));
        if (record.kind() != OtpRecord.Kind.RECEIPT) {
            throw new MalformedOtpException("no answer: " + record.kind());
        }
        OtpAnswer answer = OtpAnswer.parse(record.body());
        if (!answer.block().equals(block.block())) {
            throw new MalformedOtpException("an answer about another block");
        }
        return answer;
    }

    private static Refused refused(OtpAnswer answer) {
        Reason reason =
                switch (answer.refusal()) {
                    case UNKNOWN_BOX -> Reason.UNKNOWN_BOX;
                    case BOX_FULL -> Reason.BOX_FULL;
                    case KEYS_UNAVAILABLE -> Reason.NO_KEYS;
                    case BAD_TAG -> Reason.KEY_MISMATCH;
                    case LEDGER_UNWRITABLE, NONE -> Reason.LEDGER_UNWRITABLE;
                };
        return new Refused(reason, "the other gateway does not take it");
    }

    /** The field is there; how the channel ends changes nothing. */
    private static void farewell(OtpChannel channel) {
        try {
            channel.end();
            var _ = channel.receive();
        } catch (IOException e) {
            LOG.debug("a channel ended roughly after its field was taken", e);
        }
    }
}
