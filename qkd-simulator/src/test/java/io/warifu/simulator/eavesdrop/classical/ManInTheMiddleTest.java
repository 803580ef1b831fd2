package io.warifu.simulator.eavesdrop.classical;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadWriter;
import io.warifu.simulator.socket.Frame;
import io.warifu.simulator.socket.LinkConnection;
import io.warifu.simulator.socket.TwoEnds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every attack on every message of a conversation, the greeting included. */
final class ManInTheMiddleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int SECRET_BYTES = 1 << 12;
    private static final int ROUNDS = 3;

    /** HELLO, READY, and two messages a round; one round more follows. */
    private static final int FRAMES_OF_ALICE = 2 + 2 * ROUNDS;

    /** One bit of each field: length, version, kind, sequence, conversation, offset, payload. */
    private static final List<Long> BITS =
            List.of(0L, 3 * 8L, 4 * 8L, 5 * 8L, 13 * 8L, 21 * 8L + 1, 29 * 8L + 6, 30 * 8L);

    private static final Set<Check> NAMED =
            EnumSet.of(
                    Check.MALFORMED,
                    Check.OVERSIZED,
                    Check.VERSION,
                    Check.AUTHENTICATION,
                    Check.SEQUENCE,
                    Check.TIMEOUT,
                    Check.AUTH_POOL_EMPTY,
                    Check.PROTOCOL);

    @TempDir private Path folder;

    @Test
    void withoutAnAttackTheRelayChangesNothing() throws Exception {
        Outcome outcome = run("honest", _ -> {});
        assertThat(outcome.alice()).isEmpty();
        assertThat(outcome.bob()).isEmpty();
        assertThat(outcome.framesSeen()).isEqualTo(FRAMES_OF_ALICE + 2);
    }

    @Test
    void everyAttackOnEveryMessageEndsTheSessionAtBothEndsAndNamesTheCheck() throws Exception {
        List<Case> cases = new ArrayList<>();
        for (ClassicalAttack attack : ClassicalAttack.values()) {
            for (int frame = 0; frame < FRAMES_OF_ALICE; frame++) {
                int place = frame;
                cases.add(new Case(attack + " at " + frame, eve -> eve.arm(attack, place)));
            }
        }
        assertAllAbort(cases);
    }

    @Test
    void everyFieldOfAFrameIsProtected() throws Exception {
        List<Case> cases = new ArrayList<>();
        for (int frame = 0; frame < FRAMES_OF_ALICE; frame += 2) {
            for (long bit : BITS) {
                int place = frame;
                cases.add(new Case("bit " + bit + " of " + frame, eve -> eve.armFlip(place, bit)));
            }
        }
        assertAllAbort(cases);
    }

    private record Case(String name, Consumer<ManInTheMiddle> attack) {}

    private record Outcome(
            Optional<ChannelException> alice,
            Optional<ChannelException> bob,
            long framesSeen,
            long hits,
            long spent) {}

    private void assertAllAbort(List<Case> cases) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Outcome>> outcomes = new ArrayList<>();
            for (Case each : cases) {
                outcomes.add(threads.submit(() -> run(each.name(), each.attack())));
            }
            for (int i = 0; i < cases.size(); i++) {
                Outcome outcome = outcomes.get(i).get();
                String name = cases.get(i).name();
                assertThat(outcome.hits()).as(name).isEqualTo(1);
                assertThat(outcome.alice()).as(name + ": Alice aborts").isPresent();
                assertThat(outcome.bob()).as(name + ": Bob aborts").isPresent();
                assertThat(NAMED).as(name).contains(outcome.bob().orElseThrow().check());
                assertThat(NAMED).as(name).contains(outcome.alice().orElseThrow().check());
                assertThat(outcome.spent()).as(name + ": the pool is debited").isPositive();
            }
        }
    }

    private Outcome run(String name, Consumer<ManInTheMiddle> attack) throws Exception {
        Path own = Files.createDirectory(folder.resolve(name.replace(' ', '-')));
        try (TwoEnds ends = new TwoEnds(own, SECRET_BYTES, PATIENCE);
                ManInTheMiddle eve =
                        new ManInTheMiddle(
                                "127.0.0.1", ends.classicalPort(), new SplittableRandom(1))) {
            ends.dialThrough(eve.port());
            // A session before, for whoever plays it back.
            try (TwoEnds.Both before = ends.connect()) {
                assertThat(before.alice().conversations().failure()).isEmpty();
            }
            long framesBefore = eve.frames();
            long spentBefore = ends.poolOfAlice.ledger().aliceToBob().spentBits();
            attack.accept(eve);
            CompletableFuture<Optional<ChannelException>> bob =
                    CompletableFuture.supplyAsync(
                            () -> failure(() -> answer(ends.listen())), Thread::startVirtualThread);
            Optional<ChannelException> alice = failure(() -> ask(ends.dial()));
            Optional<ChannelException> bobs = outcomeOf(bob, ends);
            return new Outcome(
                    alice,
                    bobs,
                    eve.frames() - framesBefore,
                    eve.hits(),
                    ends.poolOfAlice.ledger().aliceToBob().spentBits() - spentBefore);
        }
    }

    /** What ended the session at Bob's end, or why he never began one. */
    private static Optional<ChannelException> outcomeOf(
            CompletableFuture<Optional<ChannelException>> bob, TwoEnds ends)
            throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < deadline) {
            try {
                return bob.get(20, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                if (ends.lastRefusal().isPresent()) {
                    return ends.lastRefusal();
                }
            }
        }
        throw new AssertionError("Bob neither began a session nor turned a caller away");
    }

    private interface Act {
        void run() throws Exception;
    }

    private static Optional<ChannelException> failure(Act act) {
        try {
            act.run();
            return Optional.empty();
        } catch (ChannelException e) {
            return Optional.of(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void ask(LinkConnection connection) throws Exception {
        try (connection) {
            ClassicalChannel channel = connection.conversations().conversation(7);
            for (int i = 0; i <= ROUNDS; i++) {
                channel.send(MessageKind.OFFER, new PayloadWriter().putCount(i));
                channel.send(MessageKind.OFFER, new PayloadWriter().putCount(i));
                channel.receive(MessageKind.ANSWER).end();
            }
            channel.receive(MessageKind.COMMITTED).end();
        }
    }

    private static void answer(LinkConnection connection) throws Exception {
        try (connection) {
            ClassicalChannel channel = connection.conversations().conversation(7);
            for (int i = 0; i <= ROUNDS; i++) {
                assertThat(channel.receive(MessageKind.OFFER).getInt(ROUNDS)).isEqualTo(i);
                assertThat(channel.receive(MessageKind.OFFER).getInt(ROUNDS)).isEqualTo(i);
                channel.send(MessageKind.ANSWER, new PayloadWriter());
            }
            channel.send(MessageKind.COMMITTED, new PayloadWriter());
            try {
                channel.receive(MessageKind.COMMITTED).end();
            } catch (ChannelException e) {
                if (e.check() != Check.DISCONNECTED) {
                    throw e;
                }
            }
        }
    }

    @Test
    void aFrameOnTheWireIsAsLongAsItSays() throws IOException {
        byte[] header = new byte[Frame.HEADER_BYTES];
        header[3] = 5;
        assertThat(Frame.claimedBytes(header)).isEqualTo(Frame.HEADER_BYTES + 5 + Frame.TAG_BYTES);
        header[0] = (byte) 0x80;
        assertThat(Frame.claimedBytes(header)).isNegative();
    }
}
