package io.warifu.demo.generate;

/** Hears how far a generation has come; called on the generating thread, once per patient. */
@FunctionalInterface
public interface ProgressListener {

    /** {@code done} of {@code total} patients are completely on disk. */
    void patientsDone(int done, int total);
}
