package io.warifu.servicekit.token;

import java.util.Locale;

/** What a person may be here; the token's {@code roles} claim holds the lower-case names. */
public enum Role {
    /** Searches patients and reads records. */
    CLINICIAN,
    /** Keeps the storage: backs up, restores, confirms links between identities. */
    STEWARD,
    /** Reads access logs. */
    AUDITOR,
    /** Keeps the network running; sees no clinical data. */
    OPERATOR;

    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name under which Spring Security knows this role. */
    public String authority() {
        return "ROLE_" + name();
    }
}
