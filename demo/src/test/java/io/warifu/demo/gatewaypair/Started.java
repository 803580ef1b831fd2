package io.warifu.demo.gatewaypair;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/** A pair of gateway processes with its own supply of keys, for one test class. */
record Started(OwnSupply supply, GatewayPair pair) implements AutoCloseable {

    static Started in(Path folder, GatewayPair.Choice choice) throws IOException {
        OwnSupply supply = OwnSupply.open(folder.resolve("supply"), new SecureRandom());
        try {
            return new Started(supply, GatewayPair.start(folder, supply, choice));
        } catch (IOException | RuntimeException e) {
            supply.close();
            throw e;
        }
    }

    /** The number of a property that makes a test longer than the build can bear. */
    static int size(String property, int usual) {
        return Integer.getInteger("warifu.gateway." + property, usual);
    }

    @Override
    public void close() {
        pair.close();
        supply.close();
    }
}
