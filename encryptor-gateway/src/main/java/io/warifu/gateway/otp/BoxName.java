package io.warifu.gateway.otp;

import java.util.regex.Pattern;

/** For whom at the other site a field is: 1 to 32 characters of a-z, 0-9 and -. */
public record BoxName(String value) {

    static final int MAX_BYTES = 32;

    private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1," + MAX_BYTES + "}");

    public BoxName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a box has a name of 1 to 32 characters of a-z, 0-9 and -");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
