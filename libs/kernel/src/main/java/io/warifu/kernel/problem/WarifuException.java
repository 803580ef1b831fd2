package io.warifu.kernel.problem;

/**
 * A refusal on its way to the caller. Expected outcomes inside a service are values; this type is
 * for the edge, where an outcome becomes an answer.
 *
 * <p>The detail is shown to the caller: it says what to do, and holds no secret and no person's
 * data.
 */
public final class WarifuException extends RuntimeException {

    private final ErrorCode code;

    public WarifuException(ErrorCode code, String detail) {
        super(detail);
        this.code = code;
    }

    public WarifuException(ErrorCode code, String detail, Throwable cause) {
        super(detail, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
