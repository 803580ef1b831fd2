package io.warifu.sharing.protocol;

import io.warifu.sharing.Dealing;
import io.warifu.sharing.Share;
import io.warifu.sharing.ShareHeader;
import io.warifu.sharing.SharingId;
import io.warifu.sharing.Threshold;

/**
 * What one server holds of one sharing.
 *
 * @param sharing name of the dealing, which it keeps through all epochs
 * @param epoch of the values
 * @param x the server's point
 * @param values one for each polynomial
 */
public record HeldShare(Roster roster, SharingId sharing, int epoch, int x, Lanes values) {

    public HeldShare {
        roster.require(x);
        if (epoch < 0) {
            throw new IllegalArgumentException("an epoch is not negative");
        }
    }

    /**
     * All lanes of a share, its seal included. A refresh of SSMS needs those of the key share only,
     * the first 32; a redistribution is for Shamir's schemes, as the others cut pieces by k.
     */
    public static HeldShare of(Share share) {
        Dealing dealing = share.dealing();
        return new HeldShare(
                Roster.of(dealing.threshold()),
                dealing.sharing(),
                dealing.epoch(),
                share.x(),
                Lanes.owning(share.copyOfLanes()));
    }

    /** As a share again, without a tag: a tag is for one epoch and one header. */
    public Share asShareOf(Dealing earlier) {
        if (!earlier.sharing().equals(sharing)) {
            throw new IllegalArgumentException("this share is of another sharing");
        }
        Threshold threshold = new Threshold(roster.k(), roster.points().getLast());
        return Share.of(new ShareHeader(earlier.among(threshold, epoch), x), values.bytes());
    }
}
