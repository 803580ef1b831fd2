package io.warifu.gateway.tunnels;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file in which tunnels and services outlive the process: JSON, replaced as a whole.
 *
 * <p>Guarantee: after {@link #write} the new content is on the disk; whenever the process is
 * killed, the old or the new one is there.
 */
final class TunnelFile {

    private static final int MAX_BYTES = 1024 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    TunnelFile(Path folder) {
        this.file = folder.resolve("tunnels.json");
    }

    /** What it holds. */
    record Content(List<TunnelEntry> tunnels, List<ServiceEntry> services) {

        static final Content EMPTY = new Content(List.of(), List.of());

        Content {
            tunnels = List.copyOf(tunnels);
            services = List.copyOf(services);
        }
    }

    Content read() throws IOException {
        if (!Files.exists(file)) {
            return Content.EMPTY;
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is larger than this gateway writes it");
        }
        try {
            return JSON.readValue(Files.readAllBytes(file), Content.class);
        } catch (JacksonException e) {
            throw new IOException(file + " is damaged; mend or remove it", e);
        }
    }

    void write(Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("no folder for " + file);
        }
        Files.createDirectories(folder);
        Path draft = folder.resolve("tunnels.draft");
        ByteBuffer bytes =
                ByteBuffer.wrap(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
        try (FileChannel out =
                FileChannel.open(
                        draft,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                int _ = out.write(bytes);
            }
            out.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
