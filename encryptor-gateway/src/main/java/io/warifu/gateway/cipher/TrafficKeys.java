package io.warifu.gateway.cipher;

/** The keys of one carrier's record phase. Closing wipes both. */
public record TrafficKeys(DirectionKey openerToAcceptor, DirectionKey acceptorToOpener)
        implements AutoCloseable {

    @Override
    public void close() {
        openerToAcceptor.close();
        acceptorToOpener.close();
    }
}
