package io.warifu.simulator.amplify;

import java.util.Locale;

/**
 * Chooses the engine: transforms where they are faster than adding words, with the Vector API where
 * the JVM has it.
 *
 * <p>The instances hold nothing but tables of constants and wiped buffers, so all users in a JVM
 * share them.
 */
final class Engines {

    /** Rows times columns up to here: adding words is taken. */
    private static final long MAX_WORD_PRODUCT = 1L << 22;

    private static final Engine WORDS = new WordEngine();
    private static final Engine FOURIER =
            new FourierEngine(
                    vectorsAreFast() ? Vectors.make() : new PlainButterflies(),
                    FourierEngine.ROUNDING_BOUND,
                    new NumberEngine());

    private Engines() {}

    static Engine bestFor(Engine.Shape shape) {
        return (long) shape.rowBits() * shape.columnBits() <= MAX_WORD_PRODUCT ? WORDS : FOURIER;
    }

    /** The module must be there, and the server compiler, without which its vectors are objects. */
    static boolean vectorsAreFast() {
        String mode = System.getProperty("java.vm.info", "").toLowerCase(Locale.ROOT);
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                && !mode.contains("emulated-client")
                && !mode.contains("interpreted");
    }

    /** A class of its own, so that nothing names the incubating module before it was looked for. */
    private static final class Vectors {

        static Butterflies make() {
            return new VectorButterflies();
        }
    }
}
