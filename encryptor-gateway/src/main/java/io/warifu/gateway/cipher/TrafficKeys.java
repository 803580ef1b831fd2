package io.warifu.gateway.cipher;

/** The keys of one carrier's record phase; a sealer and an opener take them over and wipe them. */
public record TrafficKeys(DirectionKey openerToAcceptor, DirectionKey acceptorToOpener) {}
