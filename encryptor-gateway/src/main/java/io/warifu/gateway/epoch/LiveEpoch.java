package io.warifu.gateway.epoch;

import io.warifu.gateway.cipher.DirectionKey;
import io.warifu.gateway.cipher.OneUseSeal;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.ledger.EpochEntry;

/**
 * An epoch that both ends have confirmed, so that its keys verify what the other end sends.
 *
 * <p>It may be wiped at any moment: then whoever asks for a key of it gets {@code EPOCH_UNKNOWN},
 * as if it had come a moment later.
 */
public sealed interface LiveEpoch extends EpochLife permits ConfirmedEpoch, EpochInUse {

    EpochEntry entry();

    default int number() {
        return entry().name().epoch();
    }

    OneUseSeal openSeal(CarrierNames names) throws CarrierFaultException;

    OneUseSeal answerSeal(CarrierNames names) throws CarrierFaultException;

    DirectionKey trafficKey(CarrierNames names, byte[] randomS, boolean openerToAcceptor)
            throws CarrierFaultException;
}
