package io.warifu.demo.plan;

import java.nio.file.Path;

/**
 * The state folder: everything the network keeps, so that deleting it deletes the network.
 *
 * <pre>
 * authority/            the development certificate authority
 * operator/             the operator's certificate
 * drills/               certificates of the key consumers that drills need
 * sites/NAME/config/    one file per service
 * sites/NAME/identity/  keys and certificates of that site, enrolled key consumers
 * sites/NAME/pg/        its PostgreSQL data
 * sites/NAME/qkd/       its QKD modules' authentication pools, journals and ledgers
 * sites/NAME/keys/      its key manager's vault and witness, which no backup may bring back
 * sites/NAME/gateway/   its gateway's key ledger and tunnels
 * sites/NAME/site.log   its process's output
 * postgres/             the unpacked server binaries, shared by all sites
 * </pre>
 */
public record Home(Path root) {

    public Home {
        root = root.toAbsolutePath().normalize();
    }

    public Path authority() {
        return root.resolve("authority");
    }

    public Path operator() {
        return root.resolve("operator");
    }

    public Path drills() {
        return root.resolve("drills");
    }

    public Path postgresBinaries() {
        return root.resolve("postgres");
    }

    public Path site(Site site) {
        return root.resolve("sites").resolve(site.name());
    }

    public Path config(Site site) {
        return site(site).resolve("config");
    }

    public Path identity(Site site) {
        return site(site).resolve("identity");
    }

    public Path enrolment(Site site) {
        return identity(site).resolve("saes.json");
    }

    public Path database(Site site) {
        return site(site).resolve("pg");
    }

    public Path qkdState(Site site) {
        return site(site).resolve("qkd");
    }

    public Path keyState(Site site) {
        return site(site).resolve("keys");
    }

    public Path gatewayState(Site site) {
        return site(site).resolve("gateway");
    }

    public Path log(Site site) {
        return site(site).resolve("site.log");
    }

    public Path pid(Site site) {
        return site(site).resolve("site.pid");
    }
}
