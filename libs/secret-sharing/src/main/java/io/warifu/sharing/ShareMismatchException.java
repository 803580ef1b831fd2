package io.warifu.sharing;

import java.io.IOException;
import java.util.Set;

/** Shares that are read as streams contradict each other. */
public final class ShareMismatchException extends IOException {

    private final transient Set<Integer> suspects;

    ShareMismatchException(Set<Integer> suspects) {
        super("the shares contradict each other");
        this.suspects = Set.copyOf(suspects);
    }

    /** Points of the shares that look wrong; empty if it cannot be told. */
    public Set<Integer> suspects() {
        return suspects;
    }
}
