package io.warifu.sharing.field;

import java.util.Locale;

/** Chooses the loops once, when the class is loaded. */
public final class Kernels {

    static final FieldKernel BEST = vectorsAreFast() ? Vectors.make() : new ScalarKernel();

    private Kernels() {}

    /** Which loops this JVM uses, for reports. */
    public static String inUse() {
        return BEST.name();
    }

    /** Width of the vectors in use, 0 without. */
    public static int vectorBits() {
        return BEST.vectorBits();
    }

    /**
     * The incubating module must be there, and the server compiler, without which each vector is an
     * object on the heap.
     */
    private static boolean vectorsAreFast() {
        String mode = System.getProperty("java.vm.info", "").toLowerCase(Locale.ROOT);
        return vectorsAreThere()
                && !mode.contains("emulated-client")
                && !mode.contains("interpreted");
    }

    static boolean vectorsAreThere() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** A class of its own, so that nothing names the incubating module before it was looked for. */
    static final class Vectors {

        private Vectors() {}

        static FieldKernel make() {
            return new VectorKernel();
        }
    }
}
