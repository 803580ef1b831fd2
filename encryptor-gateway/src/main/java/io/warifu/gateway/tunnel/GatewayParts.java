package io.warifu.gateway.tunnel;

import io.warifu.gateway.epoch.KeySource;
import io.warifu.gateway.ledger.KeyLedger;
import io.warifu.gateway.otp.OtpService;
import io.warifu.gateway.pair.EpochWitness;
import io.warifu.gateway.pair.GatewayEvents;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;

/**
 * What a gateway works with.
 *
 * @param keys the site's key manager
 * @param tls the site's SAE certificate, for the control connections
 * @param otp what stands behind the built-in one-time-pad service; without it that is refused
 * @param epochWitness and {@code keyWitness}: lead nowhere but in tests
 */
public record GatewayParts(
        KeySource keys,
        SSLContext tls,
        KeyLedger ledger,
        GatewayEvents events,
        Optional<OtpService> otp,
        EpochWitness epochWitness,
        KeyWitness keyWitness,
        LongSupplier nanoTime,
        SecureRandom random) {}
