package io.warifu.gateway.epoch;

import io.warifu.gateway.cipher.DirectionKey;
import io.warifu.gateway.cipher.OneUseSeal;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.kernel.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The secret of one epoch from which every carrier gets its keys.
 *
 * <pre>
 * names  = opener (1: 0 low, 1 high) || carrier_id (16) || rand_c (32)
 * open   key (32), iv (12) = HKDF-Expand(link, "qgw1 open"    || names, 44)
 * answer key (32), iv (12) = HKDF-Expand(link, "qgw1 answer"  || names, 44)
 * c2s    key               = HKDF-Expand(link, "qgw1 key c2s" || names || rand_s (32), 32)
 * c2s    iv                = HKDF-Expand(link, "qgw1 iv  c2s" || names || rand_s, 12)
 * s2c    key, iv             the same with "s2c"
 * </pre>
 *
 * <p>Guarantee: keys of different carriers, openers, directions and purposes are independent as far
 * as HKDF is a pseudo-random function; traffic keys need the randoms of both ends. Once wiped, it
 * gives none. Thread-safe.
 */
final class LinkSecret implements AutoCloseable {

    private final SecretBytes link;
    private boolean wiped;

    /** Takes {@code link} over. */
    LinkSecret(SecretBytes link) {
        this.link = link;
    }

    OneUseSeal openSeal(CarrierNames names) throws CarrierFaultException {
        return new OneUseSeal(oneUse("qgw1 open", names));
    }

    OneUseSeal answerSeal(CarrierNames names) throws CarrierFaultException {
        return new OneUseSeal(oneUse("qgw1 answer", names));
    }

    synchronized DirectionKey trafficKey(
            CarrierNames names, byte[] randomS, boolean openerToAcceptor)
            throws CarrierFaultException {
        if (randomS.length != CarrierNames.RANDOM_BYTES) {
            throw new IllegalArgumentException(
                    "a random has " + CarrierNames.RANDOM_BYTES + " bytes");
        }
        requireLive();
        byte[] head = names.bytes();
        byte[] info =
                ByteBuffer.allocate(head.length + randomS.length).put(head).put(randomS).array();
        String direction = openerToAcceptor ? "c2s" : "s2c";
        return DirectionKey.takeFrom(
                Hkdf.expand(link, "qgw1 key " + direction, info, DirectionKey.KEY_BYTES),
                Hkdf.expand(link, "qgw1 iv  " + direction, info, DirectionKey.IV_BYTES));
    }

    /** For the test-only file of epoch secrets; whoever gets it wipes it. */
    byte[] exposeForDebug() {
        return link.exposeForWire();
    }

    private synchronized DirectionKey oneUse(String label, CarrierNames names)
            throws CarrierFaultException {
        requireLive();
        byte[] both =
                Hkdf.expand(
                        link, label, names.bytes(), DirectionKey.KEY_BYTES + DirectionKey.IV_BYTES);
        try {
            return DirectionKey.takeFrom(
                    Arrays.copyOf(both, DirectionKey.KEY_BYTES),
                    Arrays.copyOfRange(both, DirectionKey.KEY_BYTES, both.length));
        } finally {
            Arrays.fill(both, (byte) 0);
        }
    }

    private void requireLive() throws CarrierFaultException {
        if (wiped) {
            throw new CarrierFaultException(CarrierFault.EPOCH_UNKNOWN);
        }
    }

    @Override
    public synchronized void close() {
        wiped = true;
        link.close();
    }
}
