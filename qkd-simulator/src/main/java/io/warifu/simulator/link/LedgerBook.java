package io.warifu.simulator.link;

import io.warifu.kernel.pack.Sha256;
import io.warifu.simulator.auth.Lane;
import io.warifu.simulator.auth.LaneLedger;
import io.warifu.simulator.auth.PoolLedger;
import io.warifu.simulator.auth.WegmanCarterTag;
import io.warifu.simulator.handover.FinishedBlock;
import io.warifu.simulator.proof.Amplification;
import io.warifu.simulator.proof.BlockLedger;
import io.warifu.simulator.proof.Correction;
import io.warifu.simulator.proof.Epsilons;
import io.warifu.simulator.proof.LedgerSigner;
import io.warifu.simulator.proof.MalformedLedgerException;
import io.warifu.simulator.proof.PoolLane;
import io.warifu.simulator.proof.PoolLane.Account;
import io.warifu.simulator.proof.SignedLedger;
import io.warifu.simulator.session.Evidence;
import io.warifu.simulator.socket.Conversations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The signed ledgers of one end of a link, one file each, each naming the one before. The newest
 * {@value #KEPT_LEDGERS} are kept.
 */
final class LedgerBook {

    static final int KEPT_LEDGERS = 1000;

    private static final String SUFFIX = ".ledger";
    private static final String STAGED_SUFFIX = ".staged";
    private static final String CASCADE = "OPT8";
    private static final double NANOS_PER_SECOND = 1e9;

    private final Path folder;
    private final LinkSettings settings;
    private final LedgerSigner signer;
    private final InstantSource clock;
    private UUID session = new UUID(0, 0);
    private @Nullable SignedLedger last;

    /** Opens the book in {@code folder}, which is made if it does not exist. */
    LedgerBook(Path folder, LinkSettings settings, LedgerSigner signer, InstantSource clock) {
        this.folder = folder;
        this.settings = settings;
        this.signer = signer;
        this.clock = clock;
        try {
            Files.createDirectories(folder);
            last = newest();
        } catch (IOException e) {
            throw new UncheckedIOException("the ledgers in " + folder + " cannot be read", e);
        }
    }

    /** A ledger as it is listed. */
    record Entry(long sequence, UUID blockId) {}

    /** Ledgers from now on are of this session. */
    synchronized void beginSession(UUID id) {
        session = id;
    }

    /**
     * Writes the ledger of a block that may come to count; it is no ledger yet, and {@code pool} is
     * without the block's refill.
     */
    synchronized void stage(FinishedBlock block, Evidence evidence, PoolLedger pool) {
        SignedLedger signed = signer.sign(ledger(block, evidence, pool));
        Path staged = staged(new Entry(block.sequence(), block.blockId()));
        Path fresh = staged.resolveSibling(staged.getFileName() + ".new");
        try {
            Files.write(fresh, signed.toBytes());
            Files.move(fresh, staged, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger of " + block.blockId() + " not kept", e);
        }
    }

    /** The block counts: its staged ledger is one from now on. Nothing happens the second time. */
    synchronized void publish(UUID blockId) {
        try {
            Optional<Entry> entry = staged(blockId);
            if (entry.isPresent()) {
                Files.move(staged(entry.get()), file(entry.get()), StandardCopyOption.ATOMIC_MOVE);
                last = newest();
                prune();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger of " + blockId + " not kept", e);
        }
    }

    /** The block never counted. */
    synchronized void drop(UUID blockId) {
        try {
            Optional<Entry> entry = staged(blockId);
            if (entry.isPresent()) {
                Files.deleteIfExists(staged(entry.get()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger of " + blockId + " not removed", e);
        }
    }

    /** The blocks that have a ledger that is none yet. */
    synchronized List<UUID> staged() {
        return entries(STAGED_SUFFIX).stream().map(Entry::blockId).toList();
    }

    /** A number above all ledgers. */
    synchronized long nextSequence() {
        List<Entry> entries = entries();
        return entries.isEmpty() ? 1 : entries.getFirst().sequence() + 1;
    }

    /** Newest first. */
    synchronized List<Entry> list() {
        return entries();
    }

    /** The file of a block's ledger. */
    synchronized Optional<byte[]> read(UUID blockId) {
        return find(blockId)
                .map(entry -> {
                    try {
                        return Files.readAllBytes(file(entry));
                    } catch (IOException e) {
                        throw new UncheckedIOException("the ledger of " + blockId + " not read", e);
                    }
                });
    }

    private BlockLedger ledger(FinishedBlock block, Evidence evidence, PoolLedger pool) {
        double clockHz = settings.optics().clockHz();
        double from = evidence.round().pulsesBefore();
        double to = from + evidence.counts().pulses();
        SignedLedger before = last;
        List<PoolLane> lanes = lanes(block, pool);
        return new BlockLedger(
                settings.link(),
                settings.role() == LinkRole.ALICE ? BlockLedger.End.ALICE : BlockLedger.End.BOB,
                session,
                block.blockId(),
                block.sequence(),
                before == null ? BlockLedger.NO_DIGEST : before.digest(),
                clock.instant().getEpochSecond(),
                Math.round(from / clockHz * NANOS_PER_SECOND),
                Math.round(to / clockHz * NANOS_PER_SECOND),
                settings.origin().preset(),
                clockHz,
                settings.optics().source(),
                evidence.counts(),
                evidence.length().proof().name(),
                new Epsilons(
                        settings.postProcessing().security(),
                        forgingChance(lanes),
                        evidence.length().proof().epsilonShares()),
                new Correction(
                        CASCADE,
                        evidence.plan().frames(),
                        evidence.cascade().roundTrips(),
                        evidence.cascade().leakedBits(),
                        evidence.cascade().correctedBits(),
                        evidence.verificationHash(),
                        evidence.verificationBits(),
                        evidence.countBits()),
                new Amplification(
                        Amplification.TOEPLITZ_WITH_IDENTITY,
                        evidence.seedBits(),
                        new Sha256(evidence.seedHash()),
                        evidence.secretBits(),
                        8L * block.refillBytes(),
                        8L * block.deliveredBytes()),
                lanes);
    }

    /** No message is longer than the longest, and each has cost at least its tag. */
    private static double forgingChance(List<PoolLane> lanes) {
        long spentBits = lanes.stream().mapToLong(PoolLane::spentBits).sum();
        long messages = Math.max(1, spentBits / WegmanCarterTag.TAG_BITS);
        return messages * WegmanCarterTag.forgingBound(Conversations.MAX_PAYLOAD_BYTES);
    }

    private List<PoolLane> lanes(FinishedBlock block, PoolLedger pool) {
        List<PoolLane> lanes = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            LaneLedger now = pool.of(lane);
            long deposited = now.preSharedBits() + now.depositedBits();
            long spent = now.spentBits() + now.burnedUnusedBits();
            Account after = new Account(deposited + 4L * block.refillBytes(), spent);
            lanes.add(new PoolLane(lane.name(), before(lane, deposited), after));
        }
        return lanes;
    }

    private Account before(Lane lane, long deposited) {
        SignedLedger before = last;
        if (before == null) {
            return new Account(deposited, 0);
        }
        return before.ledger().pool().stream()
                .filter(each -> each.name().equals(lane.name()))
                .map(PoolLane::after)
                .findFirst()
                .orElseThrow();
    }

    private @Nullable SignedLedger newest() throws IOException {
        List<Entry> entries = entries();
        if (entries.isEmpty()) {
            return null;
        }
        Path file = file(entries.getFirst());
        try {
            return SignedLedger.of(Files.readAllBytes(file));
        } catch (MalformedLedgerException e) {
            throw new IOException(file + " is damaged; restore or remove it", e);
        }
    }

    private Optional<Entry> find(UUID blockId) {
        return entries().stream().filter(entry -> entry.blockId().equals(blockId)).findFirst();
    }

    private Optional<Entry> staged(UUID blockId) {
        return entries(STAGED_SUFFIX).stream()
                .filter(entry -> entry.blockId().equals(blockId))
                .findFirst();
    }

    private List<Entry> entries() {
        return entries(SUFFIX);
    }

    private List<Entry> entries(String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .sorted((a, b) -> b.compareTo(a))
                    .map(name -> entry(name, suffix))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the ledgers in " + folder + " cannot be listed", e);
        }
    }

    private static Entry entry(String name, String suffix) {
        int dash = name.indexOf('-');
        return new Entry(
                Long.parseLong(name.substring(0, dash)),
                UUID.fromString(name.substring(dash + 1, name.length() - suffix.length())));
    }

    private Path file(Entry entry) {
        return file(entry, SUFFIX);
    }

    private Path staged(Entry entry) {
        return file(entry, STAGED_SUFFIX);
    }

    private Path file(Entry entry, String suffix) {
        return folder.resolve("%019d-%s%s".formatted(entry.sequence(), entry.blockId(), suffix));
    }

    private void prune() throws IOException {
        List<Entry> entries = entries();
        for (Entry old : entries.subList(Math.min(KEPT_LEDGERS, entries.size()), entries.size())) {
            Files.deleteIfExists(file(old));
        }
    }
}
