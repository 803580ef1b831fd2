package io.warifu.demo.plan;

/**
 * One QKD link of the demonstration network.
 *
 * @param number 0 to 6; gives the two ports in Bob's hundred
 * @param lossDb of the fibre
 * @param illustrative whether the figures stand for a chain of trusted nodes and are our own
 */
public record QkdLink(
        Site alice, Site bob, int number, double lengthKm, double lossDb, boolean illustrative) {

    public int quantumPort() {
        return bob.port(Port.QKD_FIRST_LINK) + 2 * number;
    }

    public int classicalPort() {
        return quantumPort() + 1;
    }

    public String name() {
        return alice.name() + "-" + bob.name();
    }

    /** In the identity folders of both ends. */
    public String secretFile() {
        return "qkd-" + name() + ".secret";
    }

    public boolean joins(Site site) {
        return alice.equals(site) || bob.equals(site);
    }
}
