package io.warifu.demo.gatewaypair;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the kernel says of a process in {@code /proc}: processor time in ticks of 10 ms, with that
 * of its ended children, and memory.
 */
public final class ProcessFigures {

    private static final double TICKS_PER_SECOND = 100;
    private static final int FIRST_FIELD_AFTER_NAME = 3;
    private static final int USER_TICKS = 14;
    private static final int LAST_CHILD_TICKS = 17;

    private ProcessFigures() {}

    /** User and system time of all its threads, living and ended, and of children that ended. */
    public static double processorSeconds(List<Long> pids) throws IOException {
        long ticks = 0;
        for (long pid : pids) {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The name stands in parentheses and may hold anything.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            for (int field = USER_TICKS; field <= LAST_CHILD_TICKS; field++) {
                ticks += Long.parseLong(fields[field - FIRST_FIELD_AFTER_NAME]);
            }
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** The most that was resident since the start or the last {@link #forgetPeak}. */
    public static double peakMebibytes(long pid) throws IOException {
        return status(pid, "VmHWM:") / 1024.0;
    }

    public static double residentMebibytes(long pid) throws IOException {
        return status(pid, "VmRSS:") / 1024.0;
    }

    /** From here on the peak is counted anew. */
    public static void forgetPeak(long pid) throws IOException {
        Files.writeString(Path.of("/proc", Long.toString(pid), "clear_refs"), "5\n");
    }

    private static long status(long pid, String name) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.substring(name.length()).strip().split(" ", 2)[0]);
            }
        }
        throw new IOException("process " + pid + " has no " + name);
    }
}
