package io.warifu.kernel.problem;

/**
 * Every refusal a Warifu service can give: a stable code that programs match on, the HTTP status it
 * travels with, and one sentence for people. The sentence never holds a person's data or a secret.
 *
 * <p>Codes are only ever added; {@code service-kit} turns them into RFC 9457 problem details.
 */
public enum ErrorCode {
    BAD_REQUEST(400, "The request is malformed."),
    UNAUTHENTICATED(401, "The caller is not known here."),
    FORBIDDEN(403, "The caller may not do this."),
    NOT_FOUND(404, "There is nothing of that name."),
    METHOD_NOT_ALLOWED(405, "This address does not take that method."),
    NOT_ACCEPTABLE(406, "None of the accepted media types is served here."),
    CONFLICT(409, "The request contradicts what is already stored."),
    PAYLOAD_TOO_LARGE(413, "The request is larger than the limit."),
    UNSUPPORTED_MEDIA_TYPE(415, "This media type is not taken here."),
    TOO_MANY_REQUESTS(429, "Too many requests; try again later."),
    INTERNAL(500, "The service failed; the log has the trace id."),
    UNAVAILABLE(503, "The service cannot answer now; try again later."),

    SHARE_MALFORMED(
            400, "The share's header or length is wrong, or it is not meant for this server."),
    SHARE_NOT_FOUND(404, "This server keeps no share of that object."),
    SHARE_CONFLICT(409, "This server keeps another share under that object id."),
    SHARES_BELOW_THRESHOLD(
            503, "Fewer share servers answered than are needed to restore the record."),
    INTEGRITY_FAILED(502, "The shares do not agree; nothing was released."),
    AUDIT_UNAVAILABLE(503, "The access log cannot be written, so nothing is released."),

    STORAGE_NOT_READABLE(400, "The storage folder does not exist or cannot be read."),
    INGEST_RUNNING(409, "This storage is being backed up already."),

    KEYS_EXHAUSTED(503, "There are not enough keys left; try again later."),
    KEYS_STOCK_FULL(503, "The key stock of this link is full; deliver the block later."),
    PEER_UNREACHABLE(503, "The other site does not answer."),
    LINK_ALARM(503, "The QKD link reports an eavesdropper and delivers no keys."),
    ATTACK_NOT_ALLOWED(403, "Simulated attacks are switched off in this configuration.");

    private final int httpStatus;
    private final String sentence;

    ErrorCode(int httpStatus, String sentence) {
        this.httpStatus = httpStatus;
        this.sentence = sentence;
    }

    public int httpStatus() {
        return httpStatus;
    }

    public String sentence() {
        return sentence;
    }
}
