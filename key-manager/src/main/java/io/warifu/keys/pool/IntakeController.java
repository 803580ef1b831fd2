package io.warifu.keys.pool;

import io.micrometer.core.instrument.MeterRegistry;
import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.pool.LinkStock.Intake;
import io.warifu.keys.web.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Door of the site's own QKD system: key blocks in, alarms, and how much is in stock. */
@RestController
@RequestMapping("/qkd/v1/links/{alice}/{bob}")
final class IntakeController {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeController.class);
    private static final int MAX_REASON_CHARACTERS = 200;

    private final LinkStock stock;
    private final LinkKeepers keepers;
    private final OwnLinks ownLinks;
    private final JsonBody json;
    private final MeterRegistry meters;

    IntakeController(
            OwnLinks ownLinks,
            LinkStock stock,
            LinkKeepers keepers,
            JsonBody json,
            MeterRegistry meters) {
        this.stock = stock;
        this.keepers = keepers;
        this.ownLinks = ownLinks;
        this.json = json;
        this.meters = meters;
    }

    /** A block as it stands in JSON; the array is wiped after it was read. */
    @SuppressWarnings("ArrayRecordComponent") // Wiped in place.
    record BlockBody(UUID blockId, int bits, byte[] key, double qber) {

        BlockBody {
            Objects.requireNonNull(blockId);
            Objects.requireNonNull(key);
        }
    }

    record Stored(long sequence, boolean stored) {}

    record AlarmBody(boolean raised, double qber, @Nullable String reason) {}

    /**
     * What the QKD system paces itself by.
     *
     * @param stockBits with the blocks that the other end has not confirmed yet
     */
    record LinkState(long nextSequence, long stockBits, long capacityBits, boolean alarm) {}

    @GetMapping
    LinkState state(@PathVariable String alice, @PathVariable String bob) {
        LinkView view = stock.view(ownLinks.named(alice, bob));
        return new LinkState(
                view.nextSequence(), view.filledBits(), view.capacityBits(), view.alarm());
    }

    @PutMapping("/blocks/{sequence}")
    ResponseEntity<Stored> offer(
            @PathVariable String alice,
            @PathVariable String bob,
            @PathVariable long sequence,
            HttpServletRequest request) {
        LinkId link = ownLinks.named(alice, bob);
        try (SecretBlock block = new SecretBlock(read(sequence, request))) {
            Intake intake = keepers.offer(link, block.block());
            meters.counter(
                            "warifu.keys.intake.blocks",
                            "link",
                            link.toString(),
                            "outcome",
                            intake.name())
                    .increment();
            return switch (intake) {
                case STORED -> ResponseEntity.status(201).body(new Stored(sequence, true));
                case ALREADY_STORED -> ResponseEntity.ok(new Stored(sequence, false));
                case CONFLICT ->
                        throw new WarifuException(
                                ErrorCode.CONFLICT, "Another block is stored under this number.");
                case FULL ->
                        throw new WarifuException(
                                ErrorCode.KEYS_STOCK_FULL, "The stock of " + link + " is full.");
                case IN_ALARM ->
                        throw new WarifuException(
                                ErrorCode.LINK_ALARM, "The alarm of " + link + " is raised.");
            };
        }
    }

    @PutMapping("/alarm")
    LinkState alarm(
            @PathVariable String alice, @PathVariable String bob, HttpServletRequest request) {
        LinkId link = ownLinks.named(alice, bob);
        AlarmBody body = json.read(request, AlarmBody.class);
        if (!(body.qber() >= 0 && body.qber() <= 1)) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, "An error rate lies between 0 and 1.");
        }
        String reason = body.reason() == null ? "" : body.reason();
        if (reason.length() > MAX_REASON_CHARACTERS) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, "The reason is too long.");
        }
        keepers.alarm(link, body.raised(), body.qber(), reason);
        LOG.warn(
                "alarm of {} {} at QBER {}",
                link,
                body.raised() ? "raised" : "cleared",
                body.qber());
        return state(alice, bob);
    }

    private KeyBlock read(long sequence, HttpServletRequest request) {
        BlockBody body = json.read(request, BlockBody.class);
        try (SecretBytes key = SecretBytes.takeFrom(body.key())) {
            if (body.bits() != key.lengthBits()) {
                throw new WarifuException(
                        ErrorCode.BAD_REQUEST, "bits does not fit the length of the key.");
            }
            return new KeyBlock(
                    sequence,
                    body.blockId(),
                    SecretBytes.takeFrom(key.exposeForWire()),
                    body.qber());
        } catch (IllegalArgumentException e) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, "The block is malformed.", e);
        }
    }

    /** Wipes the block's key when the request is done. */
    private record SecretBlock(KeyBlock block) implements AutoCloseable {
        @Override
        public void close() {
            block.key().close();
        }
    }
}
