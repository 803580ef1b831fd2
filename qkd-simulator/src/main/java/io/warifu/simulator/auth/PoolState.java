package io.warifu.simulator.auth;

import io.warifu.kernel.pack.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole state of a pool but its bits, and its form on disk: lines of text, the last one a
 * SHA-256 over those before, which finds damage (not malice: whoever can write here owns the pool).
 *
 * @param importing the pre-shared secret is not completely copied yet
 * @param fingerprint SHA-256 of the pre-shared secret
 * @param lastDeposit sequence of the last block that gave bits, -1 before the first
 * @param pending deposits that the other end is not yet known to hold
 */
record PoolState(
        String link,
        Party end,
        int capacityBits,
        boolean importing,
        String fingerprint,
        long lastDeposit,
        LaneState aliceToBob,
        LaneState bobToAlice,
        List<Pending> pending) {

    static final int MAX_PENDING = 64;

    private static final String FORMAT = "warifu-authentication-pool 1";
    private static final int FIXED_LINES = 9;

    PoolState {
        pending = List.copyOf(pending);
    }

    /** A deposit of this end: until it is confirmed, the sending lane ends before it. */
    record Pending(long sequence, long laneEnd) {}

    /** Refuses the state of another link or end. */
    void requireOf(PoolSettings settings) {
        if (!link.equals(settings.link().toString()) || end != settings.end()) {
            throw new PoolRefusedException(
                    settings.folder() + " holds the pool of " + end + " of " + link);
        }
    }

    LaneState lane(Lane lane) {
        return switch (lane) {
            case ALICE_TO_BOB -> aliceToBob;
            case BOB_TO_ALICE -> bobToAlice;
        };
    }

    String toText() {
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        text.append(link).append('\n');
        text.append(end).append('\n');
        text.append(capacityBits).append('\n');
        text.append(importing).append('\n');
        text.append(fingerprint).append('\n');
        text.append(lastDeposit).append('\n');
        for (LaneState lane : List.of(aliceToBob, bobToAlice)) {
            text.append(lane.position()).append(' ').append(lane.reserved()).append(' ');
            text.append(lane.spendable()).append(' ').append(lane.end()).append(' ');
            text.append(lane.preShared()).append(' ').append(lane.spent()).append('\n');
        }
        for (Pending each : pending) {
            text.append(each.sequence()).append(' ').append(each.laneEnd()).append('\n');
        }
        return text.append(checksum(text.toString())).append('\n').toString();
    }

    static PoolState ofText(String text) {
        int last = text.lastIndexOf('\n', text.length() - 2) + 1;
        String body = text.substring(0, last);
        if (!text.substring(last).equals(checksum(body) + "\n")) {
            throw new IllegalArgumentException("the checksum is wrong");
        }
        List<String> lines = body.lines().toList();
        if (lines.size() < FIXED_LINES || !lines.getFirst().equals(FORMAT)) {
            throw new IllegalArgumentException("another format");
        }
        List<Pending> pending = new ArrayList<>();
        for (String line : lines.subList(FIXED_LINES, lines.size())) {
            long[] numbers = numbers(line, 2);
            pending.add(new Pending(numbers[0], numbers[1]));
        }
        return new PoolState(
                lines.get(1),
                Party.valueOf(lines.get(2)),
                Integer.parseInt(lines.get(3)),
                Boolean.parseBoolean(lines.get(4)),
                lines.get(5),
                Long.parseLong(lines.get(6)),
                lane(lines.get(7)),
                lane(lines.get(8)),
                pending);
    }

    private static LaneState lane(String line) {
        long[] n = numbers(line, 6);
        return new LaneState(n[0], n[1], n[2], n[3], n[4], n[5]);
    }

    private static long[] numbers(String line, int count) {
        String[] words = line.split(" ", -1);
        if (words.length != count) {
            throw new IllegalArgumentException("a line has " + words.length + " numbers");
        }
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = Long.parseLong(words[i]);
        }
        return numbers;
    }

    private static String checksum(String body) {
        return Sha256.of(body.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
