package io.warifu.keys.relay;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.pool.KeyBlock;
import io.warifu.keys.pool.PadRange;
import io.warifu.keys.pool.StockRules;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * One hop of a relay, as it stands in JSON.
 *
 * <p>The first 32 bytes of the pad key the tag, the rest hides the keys: {@code ciphertext} = keys
 * XOR pad. The tag covers every other field.
 *
 * @param path all sites from source to destination (source routing)
 * @param hop place of the receiver in the path, from 1
 * @param expiresAtSecond time since 1970-01-01 UTC after which the keys are worthless
 * @param pads where the pad lies in the link's blocks, by growing block number
 */
@SuppressWarnings("ArrayRecordComponent") // Read-only wire form; compared nowhere.
public record RelayMessage(
        int version,
        UUID messageId,
        List<String> path,
        int hop,
        String master,
        String slave,
        List<UUID> keyIds,
        int sizeBits,
        long expiresAtSecond,
        List<PadRange> pads,
        byte[] ciphertext,
        byte[] tag) {

    static final int VERSION = 1;

    /** Checks all that can be checked without a key; what fails here is malformed. */
    public RelayMessage {
        path = List.copyOf(path);
        keyIds = List.copyOf(keyIds);
        pads = List.copyOf(pads);
        require(version == VERSION, "version");
        Objects.requireNonNull(messageId);
        var _ = new SaeId(master);
        var _ = new SaeId(slave);
        require(path.size() >= 2 && path.size() <= Topology.MAX_HOPS + 1, "path length");
        require(new HashSet<>(path).size() == path.size(), "a path that meets itself");
        for (String site : path) {
            var _ = new SiteId(site);
        }
        require(hop >= 1 && hop < path.size(), "hop");
        require(!keyIds.isEmpty() && keyIds.size() <= Consignment.MAX_KEYS, "number of keys");
        require(new HashSet<>(keyIds).size() == keyIds.size(), "a key id twice");
        require(
                sizeBits >= Consignment.MIN_KEY_BITS
                        && sizeBits <= Consignment.MAX_KEY_BITS
                        && sizeBits % 8 == 0,
                "key size");
        require(ciphertext.length == keyIds.size() * (sizeBits / 8), "ciphertext length");
        require(tag.length == OneTimeTag.TAG_BYTES, "tag length");
        require(pads.size() <= StockRules.MAX_RANGES_PER_PAD, "number of pad ranges");
        long padBytes = 0;
        long before = 0;
        for (PadRange pad : pads) {
            require(pad.sequence() > before && pad.length() <= KeyBlock.MAX_BYTES, "pad ranges");
            before = pad.sequence();
            padBytes += pad.length();
        }
        require(padBytes == OneTimeTag.KEY_BYTES + ciphertext.length, "pad length");
    }

    SiteId site(int index) {
        return new SiteId(path.get(index));
    }

    RelayMessage withTag(byte[] newTag) {
        return new RelayMessage(
                version,
                messageId,
                path,
                hop,
                master,
                slave,
                keyIds,
                sizeBits,
                expiresAtSecond,
                pads,
                ciphertext,
                newTag);
    }

    /** Every field but the tag, each with its length, so that no two messages read the same. */
    byte[] authenticated() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(version);
            write(out, messageId);
            out.writeInt(path.size());
            for (String site : path) {
                out.writeUTF(site);
            }
            out.writeInt(hop);
            out.writeUTF(master);
            out.writeUTF(slave);
            out.writeInt(keyIds.size());
            for (UUID id : keyIds) {
                write(out, id);
            }
            out.writeInt(sizeBits);
            out.writeLong(expiresAtSecond);
            out.writeInt(pads.size());
            for (PadRange pad : pads) {
                out.writeLong(pad.sequence());
                out.writeInt(pad.offset());
                out.writeInt(pad.length());
            }
            out.writeInt(ciphertext.length);
            out.write(ciphertext);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("relay message: wrong " + what);
        }
    }

    @Override
    public String toString() {
        return "RelayMessage[" + messageId + ", hop " + hop + " of " + path + "]";
    }
}
