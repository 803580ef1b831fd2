package io.warifu.simulator.verify;

/** A check that did not hold. */
final class Rejection extends Exception {

    private static final long serialVersionUID = 1;

    private final Check check;

    Rejection(Check check, String detail) {
        super(detail);
        this.check = check;
    }

    Rejection(Check check, String detail, Throwable cause) {
        super(detail, cause);
        this.check = check;
    }

    Check check() {
        return check;
    }

    static void unless(boolean holds, Check check, String detail) throws Rejection {
        if (!holds) {
            throw new Rejection(check, detail);
        }
    }
}
