package io.warifu.sharing;

/**
 * What a share says about itself; nothing of it is secret.
 *
 * @param dealing what it has in common with its siblings
 * @param x its point, 1..n; never 0, because the value there is the secret itself
 */
public record ShareHeader(Dealing dealing, int x) {

    public ShareHeader {
        if (x < 1 || x > dealing.threshold().n()) {
            throw new IllegalArgumentException(
                    "a share's point lies in 1.." + dealing.threshold().n() + ", not at " + x);
        }
    }
}
