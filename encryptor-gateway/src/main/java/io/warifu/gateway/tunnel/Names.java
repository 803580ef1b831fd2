package io.warifu.gateway.tunnel;

import java.util.regex.Pattern;

/** What may name a service, a tunnel or an SAE: it stands in messages, logs and metrics. */
final class Names {

    static final int MAX_BYTES = 64;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    private Names() {}

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
