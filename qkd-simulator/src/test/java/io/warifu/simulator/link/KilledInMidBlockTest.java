package io.warifu.simulator.link;

import static io.warifu.simulator.link.TwoSites.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.servicekit.FreePorts;
import io.warifu.servicekit.TestPki;
import io.warifu.simulator.auth.KeyPool;
import io.warifu.simulator.auth.Lane;
import io.warifu.simulator.auth.Party;
import io.warifu.simulator.auth.PoolSettings;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.verify.LedgerVerifier;
import io.warifu.simulator.verify.LedgerVerifier.LedgerFile;
import io.warifu.simulator.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ends are processes of their own, and are killed at the moments that matter. */
class KilledInMidBlockTest {

    private static final LinkId LINK = new LinkId(new SiteId("tokyo"), new SiteId("koganei"));
    private static final int SECRET_BYTES = 64 << 10;
    private static final long PATIENCE_SECONDS = 120;
    private static final long WORD_BITS = 64;

    private final TestPki pki = new TestPki();
    private final Path folder;
    private final Path secret;
    private final FakeKeyManager keysOfAlice;
    private final FakeKeyManager keysOfBob;
    private final int classicalPort = FreePorts.next();
    private final int quantumPort = FreePorts.next();
    private final TappedWire wire = new TappedWire(classicalPort);
    private @Nullable Process alice;
    private @Nullable Process bob;

    KilledInMidBlockTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        keysOfAlice = new FakeKeyManager(pki.identity("kme", "urn:warifu:kme:tokyo"), "tokyo");
        keysOfBob = new FakeKeyManager(pki.identity("kme", "urn:warifu:kme:koganei"), "koganei");
        secret = SiteArguments.secret(folder, SECRET_BYTES);
    }

    @AfterEach
    void close() {
        Stream.of(alice, bob).filter(Objects::nonNull).forEach(Process::destroyForcibly);
        wire.close();
        keysOfAlice.close();
        keysOfBob.close();
    }

    @Test
    void nothingIsLostDoubledOrHalfAndNoPadIsUsedTwice() throws Exception {
        bob = startBob();
        alice = startAlice();
        await("first block", () -> blocksAtBoth() > 0);
        killAt(MessageKind.TAKEN, true, true);
        killAt(MessageKind.TAKEN, false, false);
        killAt(MessageKind.COMMIT, true, true);
        killAt(MessageKind.COMMIT, false, false);
        killAt(MessageKind.COMMITTED, false, true);
        settle();
        assertThat(keysOfAlice.blocks()).isEqualTo(keysOfBob.blocks());
        assertThat(keysOfAlice.blocks().values().stream().map(FakeKeyManager.Block::key))
                .doesNotHaveDuplicates();
        stop(Objects.requireNonNull(alice));
        stop(Objects.requireNonNull(bob));
        assertLedgersAgree();
        assertPoolsAgree();
        assertStrictlyGrowing(wire.padsOfAlice());
        assertStrictlyGrowing(wire.padsOfBob());
    }

    private void killAt(MessageKind kind, boolean killAlice, boolean before) throws Exception {
        Process victim = Objects.requireNonNull(killAlice ? alice : bob);
        CountDownLatch killed = new CountDownLatch(1);
        wire.set(
                new TappedWire.Trap(
                        kind.code(),
                        before,
                        () -> {
                            victim.destroyForcibly();
                            killed.countDown();
                        }));
        assertThat(killed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("%s", kind).isTrue();
        victim.waitFor();
        int blocks = blocksAtBoth();
        if (killAlice) {
            alice = startAlice();
        } else {
            bob = startBob();
        }
        await("block after a kill at " + kind, () -> blocksAtBoth() > blocks);
    }

    /** No new key, and all that counts reaches both key managers. */
    private void settle() {
        keysOfAlice.capacityBits(1);
        keysOfBob.capacityBits(1);
        await(
                "both journals are empty and both key managers hold the same",
                () ->
                        waiting("tokyo") == 0
                                && waiting("koganei") == 0
                                && keysOfAlice.blocks().equals(keysOfBob.blocks()));
    }

    private int waiting(String site) {
        try (Stream<Path> files = Files.list(state(site).resolve("handover"))) {
            return (int) files.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertLedgersAgree() throws IOException {
        List<LedgerFile> all = new ArrayList<>();
        List<Set<String>> blocks = new ArrayList<>();
        for (String site : List.of("tokyo", "koganei")) {
            Set<String> names = new TreeSet<>();
            try (Stream<Path> files = Files.list(state(site).resolve("ledgers"))) {
                for (Path file : files.toList()) {
                    names.add(file.getFileName().toString());
                    all.add(
                            new LedgerFile(
                                    site + "/" + file.getFileName(), Files.readAllBytes(file)));
                }
            }
            blocks.add(names);
        }
        assertThat(blocks.getFirst()).isEqualTo(blocks.getLast());
        Set<Long> delivered =
                keysOfAlice.blocks().keySet().stream()
                        .map(part -> part / 2)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(blocks.getFirst()).hasSizeGreaterThanOrEqualTo(delivered.size());
        LedgerVerifier verifier = new LedgerVerifier(pki.identity("any").root());
        assertThat(verifier.verify(all))
                .isNotEmpty()
                .allSatisfy(verdict ->
                        assertThat(verdict.outcome())
                                .as(verdict.file() + ": " + verdict.detail())
                                .isEqualTo(Verdict.Outcome.OK));
    }

    private void assertPoolsAgree() {
        try (KeyPool ofAlice = pool("tokyo", Party.ALICE);
                KeyPool ofBob = pool("koganei", Party.BOB)) {
            assertThat(ofAlice.ledger().isBalanced()).isTrue();
            assertThat(ofBob.ledger().isBalanced()).isTrue();
            assertThat(ofAlice.lastDeposit()).isEqualTo(ofBob.lastDeposit()).isPositive();
            for (Lane lane : Lane.values()) {
                assertThat(ofAlice.endOf(lane)).isEqualTo(ofBob.endOf(lane));
            }
        }
    }

    private KeyPool pool(String site, Party end) {
        return KeyPool.open(PoolSettings.of(LINK, end, state(site).resolve("pool"), secret));
    }

    private Path state(String site) {
        return folder.resolve("state-" + site).resolve("tokyo-koganei");
    }

    private static void assertStrictlyGrowing(List<Long> pads) {
        assertThat(pads).hasSizeGreaterThan(100);
        long last = -WORD_BITS;
        for (long pad : pads) {
            if (pad >= 0) {
                assertThat(pad).isGreaterThanOrEqualTo(last + WORD_BITS);
                last = pad;
            }
        }
    }

    private int blocksAtBoth() {
        return Math.min(keysOfAlice.blocks().size(), keysOfBob.blocks().size());
    }

    private Process startAlice() throws IOException {
        return start("tokyo", "ALICE", keysOfAlice, wire.port());
    }

    private Process startBob() throws IOException {
        return start("koganei", "BOB", keysOfBob, classicalPort);
    }

    private Process start(String site, String role, FakeKeyManager keys, int classical)
            throws IOException {
        Map<String, String> settings = new HashMap<>(SiteArguments.SMALL_BLOCKS);
        settings.put("blocks-in-flight", "4");
        return SimulatorProcess.start(
                List.of("-XX:TieredStopAtLevel=1", "-Xmx384m"),
                SiteArguments.of(
                        pki,
                        folder,
                        new SiteArguments.Site(site, role, keys.url(), false),
                        quantumPort,
                        classical,
                        secret,
                        settings),
                "killed-" + site);
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
}
