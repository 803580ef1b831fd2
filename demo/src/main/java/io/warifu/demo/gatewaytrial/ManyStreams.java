package io.warifu.demo.gatewaytrial;

import io.warifu.demo.gatewaypair.GatewayPair;
import io.warifu.demo.gatewaypair.ProcessFigures;
import io.warifu.demo.gatewaypair.Streams;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Many streams at once, every byte checked, within the memory that a gateway may take. */
public final class ManyStreams implements Trial {

    private static final int STREAM_BYTES = 64 * 1024;
    private static final int TIMES = 3;
    private static final double PEAK_LIMIT_MEBIBYTES = 512;

    private final int streams;

    public ManyStreams(int streams) {
        this.streams = streams;
    }

    @Override
    public GatewayPair.Choice choice() {
        return GatewayPair.Choice.of(Map.of());
    }

    @Override
    public Findings run(GatewayPair pair, Consumer<String> tell)
            throws IOException, InterruptedException {
        Findings findings = new Findings();
        for (int time = 1; time <= TIMES; time++) {
            Streams result = Streams.run(pair.east().tunnelPort(), streams, STREAM_BYTES);
            tell.accept(result.right() + " of " + streams + " streams right");
            findings.figure(
                    "time " + time,
                    result.right() + " of " + streams + " in " + result.seconds() + " s");
            findings.require(
                    result.allRight(),
                    "time "
                            + time
                            + ": "
                            + result.right()
                            + " of "
                            + streams
                            + " streams right, "
                            + result.firstFailure());
        }
        for (long pid : List.of(pair.east().pid(), pair.west().pid())) {
            double peak = ProcessFigures.peakMebibytes(pid);
            findings.figure("resident at most, process " + pid + ", MiB", peak);
            findings.require(
                    peak <= PEAK_LIMIT_MEBIBYTES, "process " + pid + " took " + peak + " MiB");
        }
        return findings;
    }
}
