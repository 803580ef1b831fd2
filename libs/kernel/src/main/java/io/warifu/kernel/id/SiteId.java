package io.warifu.kernel.id;

import java.util.regex.Pattern;

/**
 * Name of a site, that is of one trust domain: lower-case ASCII, 2 to 32 characters, also usable in
 * host names, database names and certificate URIs.
 */
public record SiteId(String value) implements Comparable<SiteId> {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{1,31}");

    public SiteId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a site id is 2 to 32 characters of a-z, 0-9 and -, beginning with a letter");
        }
    }

    @Override
    public int compareTo(SiteId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
