package io.warifu.sharing;

import io.warifu.kernel.id.ObjectId;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Ready-made dealers, secrets and damaged shares. */
final class SharesForTests {

    static final Threshold THREE_OF_FIVE = new Threshold(3, 5);
    static final ObjectId OBJECT =
            new ObjectId(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));

    private SharesForTests() {}

    static ShamirSharing dealer() {
        return ShamirSharing.withCipherCoins(new SecureRandom());
    }

    static List<Share> deal(byte[] secret, int k, int n) {
        return dealer().split(secret, new Threshold(k, n), OBJECT);
    }

    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** The same share with one byte of its payload changed. */
    static Share flipped(Share share, int at, int difference) {
        byte[] lanes = share.copyOfLanes();
        lanes[share.dealing().sealBytes() + at] ^= (byte) difference;
        return Share.of(share.header(), lanes).with(share.tag().orElse(null));
    }

    /** The same share with lanes that have nothing to do with it. */
    static Share garbage(Share share, long seed) {
        return Share.of(share.header(), bytes(share.dealing().laneBytes(), seed))
                .with(share.tag().orElse(null));
    }

    /** Shares as version 1 had them: the payload alone. */
    static List<Share> version1(List<Share> shares) {
        return shares.stream()
                .map(share -> {
                    Dealing d = share.dealing();
                    Dealing old =
                            new Dealing(
                                    ShareFormat.V1,
                                    d.scheme(),
                                    d.coins(),
                                    d.threshold(),
                                    d.epoch(),
                                    d.object(),
                                    d.sharing(),
                                    d.chunk(),
                                    d.secretLengthBytes());
                    return Share.of(new ShareHeader(old, share.x()), share.payload());
                })
                .toList();
    }

    static <T> List<T> with(List<T> list, int at, T element) {
        List<T> changed = new ArrayList<>(list);
        changed.set(at, element);
        return changed;
    }

    /** The members of {@code list} whose bit is set. */
    static <T> List<T> subset(List<T> list, int bits) {
        List<T> chosen = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if ((bits >>> i & 1) != 0) {
                chosen.add(list.get(i));
            }
        }
        return chosen;
    }
}
