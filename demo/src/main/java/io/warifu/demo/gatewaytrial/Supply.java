package io.warifu.demo.gatewaytrial;

import io.warifu.demo.gatewaypair.KeyDesk;
import java.io.IOException;

/** The keys of both gateways, as far as they can be made to run dry. */
public interface Supply {

    /** Whoever asks gets none, from now on. */
    void runDry() throws IOException;

    /** There are keys again. */
    void refill() throws IOException;

    /** Always as it is. */
    Supply NONE =
            new Supply() {
                @Override
                public void runDry() {
                    throw new IllegalStateException("these keys do not run dry");
                }

                @Override
                public void refill() {
                    // They never ran dry.
                }
            };

    /** The supply of a pair that has its own. */
    static Supply of(KeyDesk desk) {
        return new Supply() {
            @Override
            public void runDry() {
                desk.leave(0);
            }

            @Override
            public void refill() {
                desk.refill();
            }
        };
    }
}
