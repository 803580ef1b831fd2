package io.warifu.demo.plan;

import io.warifu.kernel.id.SiteId;
import java.util.List;
import java.util.Optional;

/**
 * The five sites and seven links of the demonstration, after the two Japanese field trials. Every
 * pair of sites has two node-disjoint paths, and no single earthquake takes three sites.
 */
public final class NetworkPlan {

    /** k of the k-of-n sharing; n is the number of sites. */
    public static final int THRESHOLD = 3;

    public static final Site TOKYO = new Site(new SiteId("tokyo"), 1, true);
    public static final Site KOCHI = new Site(new SiteId("kochi"), 2, true);
    public static final Site KOGANEI = new Site(new SiteId("koganei"), 3, false);
    public static final Site NAGOYA = new Site(new SiteId("nagoya"), 4, false);
    public static final Site OSAKA = new Site(new SiteId("osaka"), 5, false);

    public static final List<Site> SITES = List.of(TOKYO, KOCHI, KOGANEI, NAGOYA, OSAKA);

    /**
     * The first link has the length and loss published for the Tokyo QKD Network's Koganei-Otemachi
     * fibre; the others stand for chains of trusted nodes and are illustrative.
     */
    public static final List<QkdLink> LINKS =
            List.of(
                    new QkdLink(TOKYO, KOGANEI, 0, 45, 13.5, false),
                    new QkdLink(TOKYO, NAGOYA, 1, 50, 12, true),
                    new QkdLink(KOGANEI, NAGOYA, 2, 50, 12, true),
                    new QkdLink(KOGANEI, OSAKA, 3, 50, 12, true),
                    new QkdLink(NAGOYA, OSAKA, 4, 50, 12, true),
                    new QkdLink(NAGOYA, KOCHI, 5, 50, 12, true),
                    new QkdLink(OSAKA, KOCHI, 6, 50, 12, true));

    private NetworkPlan() {}

    public static Optional<Site> site(String name) {
        return SITES.stream().filter(site -> site.name().equals(name)).findFirst();
    }

    public static List<Site> hospitals() {
        return SITES.stream().filter(Site::hospital).toList();
    }

    public static List<Site> others(Site site) {
        return SITES.stream().filter(other -> !other.equals(site)).toList();
    }
}
