package io.warifu.demo.shares;

import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One share in a file: {@code STEM.NNN}, NNN being the point in decimal, three digits, as gfsplit
 * writes them and gfcombine reads them. The content is the bare values.
 *
 * <p>Where the file system has extended attributes, {@code user.warifu.threshold} says how many
 * shares restore the secret; files of gfsplit do not say.
 */
record ShareFile(Path path, int x) {

    private static final Pattern NAME = Pattern.compile(".*\\.(\\d{3})");
    private static final String THRESHOLD = "warifu.threshold";
    private static final int MAX_X = 255;
    private static final int MAX_ATTRIBUTE_BYTES = 3;

    static ShareFile at(String stem, int x) {
        return new ShareFile(Path.of("%s.%03d".formatted(stem, x)), x);
    }

    /** Reads the point from the name. */
    static ShareFile named(Path path) {
        Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
        int x = name.matches() ? Integer.parseInt(name.group(1)) : 0;
        if (x < 1 || x > MAX_X) {
            throw new WarifuException(
                    ErrorCode.BAD_REQUEST,
                    path
                            + ": a share's name ends in its number, three digits from .001 to .255;"
                            + " .000 would be the secret itself");
        }
        return new ShareFile(path, x);
    }

    long requireReadable() throws IOException {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new WarifuException(ErrorCode.NOT_FOUND, path + ": no readable file");
        }
        long length = Files.size(path);
        if (length == 0) {
            throw new WarifuException(ErrorCode.SHARE_MALFORMED, path + " is empty");
        }
        return length;
    }

    /** The threshold that the file says, if it does. */
    OptionalInt threshold() throws IOException {
        UserDefinedFileAttributeView view = attributes(path);
        if (view == null || !view.list().contains(THRESHOLD)) {
            return OptionalInt.empty();
        }
        ByteBuffer value = ByteBuffer.allocate(MAX_ATTRIBUTE_BYTES);
        if (view.size(THRESHOLD) > MAX_ATTRIBUTE_BYTES) {
            return OptionalInt.empty();
        }
        view.read(THRESHOLD, value);
        String text = StandardCharsets.US_ASCII.decode(value.flip()).toString();
        return text.matches("\\d{1,3}")
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }

    /** Says the threshold in {@code file}; false where the file system keeps no such attributes. */
    static boolean sayThreshold(Path file, int k) throws IOException {
        UserDefinedFileAttributeView view = attributes(file);
        if (view == null) {
            return false;
        }
        view.write(THRESHOLD, StandardCharsets.US_ASCII.encode(Integer.toString(k)));
        return true;
    }

    private static @Nullable UserDefinedFileAttributeView attributes(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("user")
                ? Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
                : null;
    }
}
