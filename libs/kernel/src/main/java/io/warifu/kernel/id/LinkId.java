package io.warifu.kernel.id;

/**
 * One QKD link, named after its two ends in the order in which it was configured: Alice's site, a
 * tilde-free hyphen, Bob's site, as in {@code tokyo-koganei}.
 *
 * <p>Site names may hold hyphens themselves, so the ends are kept and never parsed from the text.
 */
public record LinkId(SiteId alice, SiteId bob) {

    public LinkId {
        if (alice.equals(bob)) {
            throw new IllegalArgumentException("a link joins two different sites");
        }
    }

    /** The end that is not {@code site}; refuses a site that is no end of this link. */
    public SiteId otherEnd(SiteId site) {
        if (site.equals(alice)) {
            return bob;
        }
        if (site.equals(bob)) {
            return alice;
        }
        throw new IllegalArgumentException(site + " is no end of link " + this);
    }

    public boolean joins(SiteId site) {
        return site.equals(alice) || site.equals(bob);
    }

    @Override
    public String toString() {
        return alice + "-" + bob;
    }
}
