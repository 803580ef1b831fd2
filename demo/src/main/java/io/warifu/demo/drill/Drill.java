package io.warifu.demo.drill;

import io.warifu.demo.control.Network;
import io.warifu.demo.story.Terminal;
import java.io.IOException;
import java.util.Map;

/** One fault, caused on purpose in the running network, and what must hold meanwhile. */
public interface Drill {

    String name();

    /** One sentence for {@code drill list}. */
    String purpose();

    /** Runs the fault and undoes it, also when a check fails. */
    Verdict run(Network network, Terminal terminal) throws IOException;

    /**
     * How it went.
     *
     * @param figures what was measured, in the order in which it is told
     */
    record Verdict(boolean passed, String summary, Map<String, Object> figures) {}
}
