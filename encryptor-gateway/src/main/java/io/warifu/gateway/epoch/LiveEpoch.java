package io.warifu.gateway.epoch;

import io.warifu.gateway.cipher.DirectionKey;
import io.warifu.gateway.cipher.OneUseSeal;
import io.warifu.gateway.ledger.EpochEntry;

/** An epoch that both ends have confirmed, so that its keys verify what the other end sends. */
public sealed interface LiveEpoch extends EpochLife permits ConfirmedEpoch, EpochInUse {

    EpochEntry entry();

    default int number() {
        return entry().name().epoch();
    }

    OneUseSeal openSeal(CarrierNames names);

    OneUseSeal answerSeal(CarrierNames names);

    DirectionKey trafficKey(CarrierNames names, byte[] randomS, boolean openerToAcceptor);
}
