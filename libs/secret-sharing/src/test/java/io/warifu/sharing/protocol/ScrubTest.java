package io.warifu.sharing.protocol;

import static io.warifu.sharing.protocol.Plain.COINS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.warifu.sharing.field.Gf256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScrubTest {

    private static final long SEED = 53;

    @Test
    void consistentArchivesPassAndTheCombinationIsThatOfTheSecrets() {
        Random random = new Random(SEED);
        for (int run = 0; run < Plain.RUNS; run++) {
            Roster roster = Plain.randomRoster(random);
            if (roster.k() == roster.points().size()) {
                continue;
            }
            Plain first = Plain.random(random, roster.k(), 1 + random.nextInt(20));
            Plain second = Plain.random(random, roster.k(), random.nextInt(30));
            byte[] challenge = Plain.challenge(random);
            List<Answer> answers = new ArrayList<>();
            Lanes zeros = Lanes.owning(new byte[Combination.LANES]);
            for (int x : roster.points()) {
                answers.add(new Answer(x, combined(challenge, first.at(x), second.at(x), zeros)));
            }
            Verdict.Consistent verdict = (Verdict.Consistent) Scrub.verdict(roster, answers);
            assertThat(verdict.constants().copy())
                    .as("run %d", run)
                    .isEqualTo(combined(challenge, first.at(0), second.at(0), zeros).copy());
        }
    }

    private static Lanes combined(byte[] challenge, byte[] first, byte[] second, Lanes mask) {
        return new Combination(challenge)
                .add(Lanes.copyOf(first))
                .add(Lanes.copyOf(second))
                .masked(mask);
    }

    @Test
    void oneFlippedBitInFourHundredRecordsIsFoundAndItsServerNamed() {
        Random random = new Random(SEED);
        Roster roster = Roster.of(3, 1, 2, 3, 4, 5);
        List<Plain> archive = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            archive.add(Plain.random(random, 3, random.nextInt(300)));
        }
        archive.add(Plain.random(random, 3, 9_000));
        Map<Integer, List<byte[]>> servers = new TreeMap<>();
        for (int x : roster.points()) {
            servers.put(x, archive.stream().map(record -> record.at(x)).toList());
        }
        assertThat(verdict(random, roster, servers)).isInstanceOf(Verdict.Consistent.class);
        Plain.of(servers, 4).get(400)[8_999] ^= 0x10;
        assertThat(verdict(random, roster, servers)).isEqualTo(new Verdict.Wrong(Set.of(4)));
        Plain.of(servers, 2).get(7)[0] ^= 0x10;
        assertThat(verdict(random, roster, servers)).isEqualTo(new Verdict.Unclear());
    }

    private static Verdict verdict(
            Random random, Roster roster, Map<Integer, List<byte[]>> servers) {
        byte[] challenge = Plain.challenge(random);
        List<Scrub.MaskPart> parts = new ArrayList<>();
        for (int dealer = 1; dealer <= 3; dealer++) {
            parts.addAll(Scrub.dealMask(roster, dealer, COINS));
        }
        List<Answer> answers = new ArrayList<>();
        servers.forEach((x, records) -> {
            Combination combination = new Combination(challenge);
            records.forEach(record -> combination.add(Lanes.copyOf(record)));
            Lanes mask =
                    Scrub.mask(roster, x, parts.stream().filter(p -> p.receiver() == x).toList());
            answers.add(new Answer(x, combination.masked(mask)));
        });
        return Scrub.verdict(roster, answers);
    }

    /** Each lane by itself: what a single one misses is what 19 of them do not. */
    @Test
    void aLaneMissesAWrongByteAboutTwiceIn256Times() {
        Random random = new Random(SEED);
        int missed = 0;
        int lanes = 0;
        for (int run = 0; run < 4_000; run++) {
            byte[] record = new byte[20];
            random.nextBytes(record);
            byte[] wrong = record.clone();
            wrong[random.nextInt(20)] ^= (byte) (1 + random.nextInt(255));
            byte[] challenge = Plain.challenge(random);
            Lanes zeros = Lanes.owning(new byte[Combination.LANES]);
            byte[] one = combined(challenge, record, new byte[0], zeros).copy();
            byte[] other = combined(challenge, wrong, new byte[0], zeros).copy();
            assertThat(Arrays.equals(one, other)).isFalse();
            for (int lane = 0; lane < Combination.LANES; lane++) {
                missed += one[lane] == other[lane] ? 1 : 0;
                lanes++;
            }
        }
        double expected = lanes * (2.0 / Gf256.ORDER);
        assertThat((double) missed).isBetween(expected * 0.8, expected * 1.2);
    }

    @Test
    void answersWithoutTheMaskAreHidden() {
        Roster roster = Roster.of(2, 1, 2, 3);
        byte[] record = new byte[50];
        byte[] challenge = new byte[Combination.CHALLENGE_BYTES];
        List<Scrub.MaskPart> parts = new ArrayList<>(Scrub.dealMask(roster, 1, COINS));
        parts.addAll(Scrub.dealMask(roster, 2, COINS));
        Lanes mask = Scrub.mask(roster, 3, parts.stream().filter(p -> p.receiver() == 3).toList());
        assertThat(new Combination(challenge).add(Lanes.copyOf(record)).masked(mask).copy())
                .isEqualTo(mask.copy())
                .isNotEqualTo(new byte[Combination.LANES]);
    }

    @Test
    void tooFewDoubledAndForeignAnswersAreRefused() {
        Roster roster = Roster.of(2, 1, 2, 3);
        Lanes any = Lanes.copyOf(new byte[Combination.LANES]);
        Answer one = new Answer(1, any);
        assertThat(Scrub.verdict(roster, List.of(one, new Answer(2, any))))
                .isEqualTo(new Verdict.TooFew(2, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scrub.verdict(roster, List.of(one, one, one)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scrub.verdict(roster, List.of(one, new Answer(4, any))));
        assertThatIllegalArgumentException().isThrownBy(() -> new Answer(0, any));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Answer(1, Lanes.copyOf(new byte[18])));
        assertThatIllegalArgumentException().isThrownBy(() -> new Combination(new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> Scrub.dealMask(roster, 0, COINS));
        List<Scrub.MaskPart> parts = Scrub.dealMask(roster, 1, COINS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scrub.mask(roster, 1, List.of(parts.get(0))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scrub.mask(roster, 1, List.of(parts.get(0), parts.get(0))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scrub.mask(roster, 1, List.of(parts.get(0), parts.get(1))));
    }
}
