package io.warifu.crossref.audit;

import java.time.Instant;
import java.util.List;

/**
 * One access, or one attempt. It holds no patient number, name or clinical datum.
 *
 * @param at when it was decided
 * @param user the token's subject
 * @param roles of the token, lower case
 * @param owner whose records; empty if several or none
 * @param patients log pseudonyms of the patients concerned; they open no URL
 * @param recordId opaque; empty if no single record is concerned
 * @param detail counts and codes; no person's data
 * @param traceId also in the answer and in the service's log
 */
public record Access(
        Instant at,
        String user,
        List<String> roles,
        Action action,
        String owner,
        List<String> patients,
        String recordId,
        Outcome outcome,
        String detail,
        String traceId) {

    public static final int MAX_TEXT_CHARACTERS = 200;

    public Access {
        roles = List.copyOf(roles);
        patients = List.copyOf(patients);
        for (String text : List.of(user, owner, recordId, detail, traceId)) {
            if (text.length() > MAX_TEXT_CHARACTERS) {
                throw new IllegalArgumentException(
                        "a text of the access log has at most "
                                + MAX_TEXT_CHARACTERS
                                + " characters");
            }
        }
    }

    /** What was asked for. */
    public enum Action {
        SEARCH,
        LIST,
        CONTENT,
        VIEW,
        ARCHIVE,
        READ_LOG,
        OTHER
    }

    /** How it ended. */
    public enum Outcome {
        /** The answer went out after this entry was committed. */
        RELEASED,
        /** A long release reached its end. */
        COMPLETED,
        /** A long release broke off; the receiver can tell. */
        BROKEN_OFF,
        /** The caller's roles do not allow it. */
        DENIED,
        /** There is nothing of that name. */
        NOT_FOUND,
        /** The request was malformed. */
        REFUSED,
        /** It was allowed, but could not be restored; nothing was released. */
        NOT_RESTORED
    }
}
