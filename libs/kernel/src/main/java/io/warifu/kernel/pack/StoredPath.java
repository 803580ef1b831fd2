package io.warifu.kernel.pack;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where a file lies below its storage root, kept byte for byte: the relative path in URI form, so
 * that a name that is no valid text in any character set still comes back as it was.
 *
 * <p>Guarantee: {@link #resolveBelow} never leaves the root it is given (no {@code ..}, no absolute
 * path, no empty step), whoever wrote the path.
 */
public record StoredPath(String uriPath) implements Comparable<StoredPath> {

    /**
     * In characters of the URI form; Linux allows 4096 bytes, each at most three characters here.
     */
    public static final int MAX_LENGTH = 12_288;

    private static final Pattern STEP = Pattern.compile("[A-Za-z0-9\\-._~!$&'()*+,;=:@%]+");
    private static final Pattern DOTS = Pattern.compile("(?:\\.|%2[eE]){1,2}");
    private static final Pattern HIDDEN_SLASH_OR_NUL =
            Pattern.compile("%2[fF]|%00|%(?![0-9a-fA-F]{2})");

    public StoredPath {
        if (uriPath.isEmpty() || uriPath.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a stored path has 1 to " + MAX_LENGTH + " characters");
        }
        for (String step : uriPath.split("/", -1)) {
            if (!STEP.matcher(step).matches()
                    || DOTS.matcher(step).matches()
                    || HIDDEN_SLASH_OR_NUL.matcher(step).find()) {
                throw new IllegalArgumentException("not a relative path in URI form");
            }
        }
    }

    /**
     * The path of {@code file} below {@code root}; both absolute, {@code file} inside {@code root}.
     */
    public static StoredPath between(Path root, Path file) {
        // Names go through toUri because it encodes the raw bytes; toString would damage some.
        String base = root.toUri().getRawPath();
        String folder = base.endsWith("/") ? base : base + "/";
        String whole = file.toUri().getRawPath();
        if (!whole.startsWith(folder)) {
            throw new IllegalArgumentException("the file does not lie below the root");
        }
        return new StoredPath(whole.substring(folder.length()));
    }

    /** The file of this path below {@code root}, with the very bytes of its name. */
    public Path resolveBelow(Path root) {
        String base = root.toAbsolutePath().toUri().getRawPath();
        String folder = base.endsWith("/") ? base : base + "/";
        return Path.of(URI.create("file://" + folder + uriPath));
    }

    /** For people: percent signs decoded as UTF-8, undecodable bytes shown as U+FFFD. */
    public String display() {
        byte[] bytes = new byte[uriPath.length()];
        int length = 0;
        for (int i = 0; i < uriPath.length(); i++) {
            char c = uriPath.charAt(i);
            if (c == '%') {
                bytes[length++] = (byte) Integer.parseInt(uriPath, i + 1, i + 3, 16);
                i += 2;
            } else {
                bytes[length++] = (byte) c;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(StoredPath other) {
        return uriPath.compareTo(other.uriPath);
    }

    @Override
    public String toString() {
        return display();
    }
}
