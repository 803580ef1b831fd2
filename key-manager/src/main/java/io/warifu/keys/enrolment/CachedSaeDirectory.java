package io.warifu.keys.enrolment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Remembers found SAEs for a moment, because every request looks up two or three.
 *
 * <p>Limit: an enrolment that another instance replaced or revoked counts here for up to one second
 * more; what is done through this instance counts at once.
 */
public final class CachedSaeDirectory implements SaeDirectory {

    static final Duration MAX_AGE = Duration.ofSeconds(1);
    static final int MAX_ENTRIES = 10_000;

    private final SaeDirectory table;
    private final InstantSource clock;
    private final Map<Object, Found> found = new ConcurrentHashMap<>();
    private volatile long changes;

    private record Found(Sae sae, Instant until) {}

    public CachedSaeDirectory(SaeDirectory table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    @Override
    public Optional<Sae> byId(SaeId id) {
        return lookUp(id, () -> table.byId(id));
    }

    @Override
    public Optional<Sae> byCertificate(CertificateFingerprint certificate) {
        return lookUp(certificate, () -> table.byCertificate(certificate));
    }

    @Override
    public Enrolment enrol(Sae sae) {
        try {
            return table.enrol(sae);
        } finally {
            forgetAll();
        }
    }

    @Override
    public Revocation revoke(SaeId id, Instant now) {
        try {
            return table.revoke(id, now);
        } finally {
            forgetAll();
        }
    }

    @Override
    public List<SaeState> all() {
        return table.all();
    }

    private Optional<Sae> lookUp(Object key, Supplier<Optional<Sae>> read) {
        Instant now = clock.instant();
        Found known = found.get(key);
        if (known != null && known.until().isAfter(now)) {
            return Optional.of(known.sae());
        }
        long before = changes;
        Optional<Sae> sae = read.get();
        sae.ifPresent(value -> remember(key, new Found(value, now.plus(MAX_AGE)), before));
        return sae;
    }

    /** Not what was read before a change, or a revoked SAE would live on for a moment. */
    private synchronized void remember(Object key, Found value, long changesWhenRead) {
        if (changesWhenRead != changes) {
            return;
        }
        if (found.size() >= MAX_ENTRIES) {
            found.clear();
        }
        found.put(key, value);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Written under the lock only.
    private synchronized void forgetAll() {
        changes++;
        found.clear();
    }
}
