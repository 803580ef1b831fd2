package io.warifu.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/**
 * The one network of key managers for all test classes that ask for it by a parameter, because to
 * start four key managers takes many seconds. It starts for the first of them and stops after the
 * last test of the run, before the database does. A test that harms it brings it back before it
 * ends.
 */
final class SharedNetwork implements ParameterResolver {

    private static final ExtensionContext.Namespace HERE =
            ExtensionContext.Namespace.create(SharedNetwork.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KeyManagerNetwork.class;
    }

    @Override
    public KeyManagerNetwork resolveParameter(
            ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(HERE)
                .computeIfAbsent(Started.class, _ -> Started.now(), Started.class)
                .network();
    }

    /** Closed by JUnit, with the store it lies in. */
    private record Started(Path folder, KeyManagerNetwork network) implements AutoCloseable {

        static Started now() {
            try {
                Path folder = Files.createTempDirectory("warifu-keys-");
                return new Started(folder, new KeyManagerNetwork(folder));
            } catch (IOException e) {
                throw new UncheckedIOException("the network has no folder", e);
            }
        }

        @Override
        public void close() throws IOException {
            network.close();
            FileSystemUtils.deleteRecursively(folder);
        }
    }
}
