package io.warifu.gateway.cipher;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameHeader;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;

/**
 * Seals or opens exactly one message of a carrier's set-up, and then wipes its key.
 *
 * <p>Guarantee: a second use is refused, so its one nonce (all zero but for the iv) never repeats.
 * Assumption: the key depends on the carrier's random name, so no two carriers share it.
 */
public final class OneUseSeal implements AutoCloseable {

    private final DirectionKey key;
    private boolean used;

    public OneUseSeal(DirectionKey key) {
        this.key = key;
    }

    /**
     * Seals {@code plain} behind the first {@code clearBytes} of {@code message}, which are
     * authenticated, and returns the length of the whole.
     */
    public int seal(byte[] message, int clearBytes, byte[] plain) {
        use();
        try {
            return clearBytes
                    + new AesGcm(key.aesKey())
                            .seal(
                                    key.nonce(0),
                                    new AesGcm.Span(message, 0, clearBytes),
                                    new AesGcm.Span(plain, 0, plain.length),
                                    message,
                                    clearBytes);
        } finally {
            key.close();
        }
    }

    /**
     * Opens what lies in {@code message} behind {@code clearBytes} of associated data.
     *
     * @throws CarrierFaultException if it was not sealed under this key with these clear bytes
     */
    public byte[] open(byte[] message, int offset, int clearBytes, int sealedBytes)
            throws CarrierFaultException {
        use();
        if (sealedBytes < FrameHeader.TAG_BYTES) {
            throw new CarrierFaultException(CarrierFault.BAD_TAG);
        }
        byte[] plain = new byte[sealedBytes];
        try {
            int plainBytes =
                    new AesGcm(key.aesKey())
                            .open(
                                    key.nonce(0),
                                    new AesGcm.Span(message, offset, clearBytes),
                                    new AesGcm.Span(message, offset + clearBytes, sealedBytes),
                                    plain,
                                    0);
            return Arrays.copyOf(plain, plainBytes);
        } catch (AEADBadTagException e) {
            throw new CarrierFaultException(CarrierFault.BAD_TAG, e);
        } finally {
            key.close();
        }
    }

    private void use() {
        if (used) {
            throw new IllegalStateException("this key has sealed or opened its one message");
        }
        used = true;
    }

    @Override
    public void close() {
        used = true;
        key.close();
    }
}
