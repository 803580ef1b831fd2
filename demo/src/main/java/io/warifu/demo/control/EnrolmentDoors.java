package io.warifu.demo.control;

import io.warifu.demo.pki.Enrolment;
import io.warifu.demo.plan.Home;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Site;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The operator's way to the enrolment tables of all key managers, and to the files behind them. */
public final class EnrolmentDoors {

    private static final String PATH = "/admin/v1/saes";

    private final Home home;
    private final Sites sites;

    public EnrolmentDoors(Home home, Sites sites) {
        this.home = home;
        this.sites = sites;
    }

    /**
     * One SAE as a key manager knows it.
     *
     * @param state {@code enrolled} or {@code revoked}
     */
    public record Entry(String id, String site, String sha256, String state)
            implements Comparable<Entry> {

        private static final Comparator<Entry> ORDER =
                Comparator.comparing(Entry::id)
                        .thenComparing(Entry::site)
                        .thenComparing(Entry::sha256)
                        .thenComparing(Entry::state);

        @Override
        public int compareTo(Entry other) {
            return ORDER.compare(this, other);
        }
    }

    /** What became of a revocation at one key manager. */
    public enum Revocation {
        REVOKED,
        UNKNOWN,
        UNREACHABLE
    }

    /** Refuses with what to do if there is no network in the state folder. */
    public void requireNetwork() {
        if (!Files.isDirectory(home.authority())) {
            throw new WarifuException(
                    ErrorCode.NOT_FOUND,
                    "there is no network in " + home.root() + "; run ./warifu up first");
        }
    }

    /**
     * Enrols at every key manager. In every file first, so that a key manager that is down learns
     * it at its next start.
     *
     * @return the sites that did not answer
     */
    public List<Site> enrol(Enrolment.Sae sae) throws IOException {
        for (Site each : NetworkPlan.SITES) {
            Enrolment.add(home.enrolment(each), List.of(sae));
        }
        List<Site> silent = new ArrayList<>();
        for (Site each : NetworkPlan.SITES) {
            try {
                var _ =
                        sites.keyManagerOperator(each)
                                .post(
                                        PATH,
                                        Map.of(
                                                "id", sae.id(),
                                                "site", sae.site(),
                                                "sha256", sae.sha256()));
            } catch (WarifuException e) {
                if (e.code() != ErrorCode.PEER_UNREACHABLE) {
                    throw e;
                }
                silent.add(each);
            }
        }
        return silent;
    }

    /** Whom the key manager of one site knows. */
    public List<Entry> list(Site site) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode each : sites.keyManagerOperator(site).get(PATH)) {
            entries.add(
                    new Entry(
                            each.path("id").asString(""),
                            each.path("site").asString(""),
                            each.path("sha256").asString(""),
                            revoked(each) ? "revoked" : "enrolled"));
        }
        return entries;
    }

    /** Revokes at one key manager, and takes the SAE out of the file that it reads at its start. */
    public Revocation revoke(Site site, String id) throws IOException {
        Enrolment.remove(home.enrolment(site), id);
        String escaped = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        try {
            var _ = sites.keyManagerOperator(site).post(PATH + "/" + escaped + "/revoke", Map.of());
            return Revocation.REVOKED;
        } catch (WarifuException e) {
            return switch (e.code()) {
                case NOT_FOUND -> Revocation.UNKNOWN;
                case PEER_UNREACHABLE -> Revocation.UNREACHABLE;
                default -> throw e;
            };
        }
    }

    private static boolean revoked(JsonNode entry) {
        return entry.path("revoked").asBoolean(false)
                || entry.path("revokedAt").isString()
                || entry.path("state").asString("").equalsIgnoreCase("revoked");
    }
}
