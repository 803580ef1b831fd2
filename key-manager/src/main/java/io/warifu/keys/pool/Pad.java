package io.warifu.keys.pool;

import io.warifu.kernel.secret.SecretBytes;
import java.util.List;

/** Reserved link key: where it lies, for the other end, and its bytes, for one use. */
public record Pad(List<PadRange> ranges, SecretBytes bytes) implements AutoCloseable {

    public Pad {
        ranges = List.copyOf(ranges);
    }

    @Override
    public void close() {
        bytes.close();
    }
}
