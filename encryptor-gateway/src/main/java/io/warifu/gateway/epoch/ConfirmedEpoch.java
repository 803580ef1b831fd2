package io.warifu.gateway.epoch;

import io.warifu.gateway.cipher.DirectionKey;
import io.warifu.gateway.cipher.OneUseSeal;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.ledger.EpochEntry;
import io.warifu.kernel.secret.SecretBytes;
import java.util.function.Consumer;

/**
 * An epoch whose other end has shown that it holds the same secret. It waits for its use: it can
 * verify what the other end sends under it, and nothing is sent under it here.
 */
public final class ConfirmedEpoch implements LiveEpoch, AutoCloseable {

    private final EpochTerms terms;
    private final EpochEntry entry;
    private final SecretBytes chain;
    private final LinkSecret link;

    ConfirmedEpoch(EpochTerms terms, boolean initiatedHere, EpochSecrets secrets) {
        this.terms = terms;
        this.entry = terms.entry(initiatedHere);
        this.chain = secrets.chain();
        this.link = new LinkSecret(secrets.link());
    }

    @Override
    public EpochEntry entry() {
        return entry;
    }

    public int notAfterSeconds() {
        return terms.notAfterSeconds();
    }

    /** The salt of the epoch that is agreed next; a copy that the caller wipes. */
    public SecretBytes chain() {
        return SecretBytes.takeFrom(chain.exposeForWire());
    }

    @Override
    public OneUseSeal openSeal(CarrierNames names) throws CarrierFaultException {
        return link.openSeal(names);
    }

    @Override
    public OneUseSeal answerSeal(CarrierNames names) throws CarrierFaultException {
        return link.answerSeal(names);
    }

    @Override
    public DirectionKey trafficKey(CarrierNames names, byte[] randomS, boolean openerToAcceptor)
            throws CarrierFaultException {
        return link.trafficKey(names, randomS, openerToAcceptor);
    }

    /** For the test-only file of epoch secrets; whoever gets it wipes it. */
    public byte[] exposeLinkForDebug() {
        return link.exposeForDebug();
    }

    /**
     * Takes the epoch into use; this object is done with then.
     *
     * @param erased is called once, when the last key of it is wiped
     */
    public EpochInUse use(long nowNanos, Consumer<ErasedEpoch> erased) {
        chain.close();
        return new EpochInUse(entry, link, nowNanos, erased);
    }

    /** Wipes it unused. */
    @Override
    public void close() {
        chain.close();
        link.close();
    }
}
