package io.warifu.crossref.restore;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.warifu.crossref.collect.Collected;
import io.warifu.crossref.collect.Patience;
import io.warifu.crossref.collect.ServerState;
import io.warifu.crossref.collect.ShareAnswer;
import io.warifu.crossref.collect.ShareCollector;
import io.warifu.crossref.collect.ShareServers;
import io.warifu.crossref.restore.RestoreOutcome.Disagreement;
import io.warifu.crossref.restore.RestoreOutcome.Restored;
import io.warifu.crossref.restore.RestoreOutcome.TooFewShares;
import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.CatalogueCodec;
import io.warifu.kernel.pack.CatalogueSegment;
import io.warifu.kernel.pack.Pack;
import io.warifu.kernel.pack.PackCodec;
import io.warifu.sharing.MalformedShareException;
import io.warifu.sharing.ShamirSharing;
import io.warifu.sharing.Share;
import io.warifu.sharing.ShareCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores one object from the share servers: collect, check, combine, verify.
 *
 * <p>Guarantee: content is returned only after its digest fitted; as long as k servers are honest
 * and answer, it is found whatever the others send, and those are named in the log, in the metric
 * {@code warifu.crossref.culprits} and in the provenance. The owner hospital is not needed.
 */
public final class Restorer {

    private static final Logger LOG = LoggerFactory.getLogger(Restorer.class);

    private final ShareServers servers;
    private final ShareCollector collector;
    private final Jury jury;
    private final MeterRegistry metrics;

    /** Shares that may take part, and servers that disqualified themselves. */
    private record Sorted(List<CheckedShare> checked, List<Culprit> culprits) {}

    public Restorer(
            ShareServers servers,
            ShareCollector collector,
            ShamirSharing sharing,
            MeterRegistry metrics) {
        this.servers = servers;
        this.collector = collector;
        this.jury = new Jury(sharing);
        this.metrics = metrics;
    }

    public RestoreOutcome<Pack> restorePack(ObjectId object, Set<SiteId> sites)
            throws InterruptedException {
        return restore(object, sites, PackCodec::decode);
    }

    public RestoreOutcome<CatalogueSegment> restoreSegment(ObjectId object, Set<SiteId> sites)
            throws InterruptedException {
        return restore(object, sites, CatalogueCodec::decode);
    }

    private <T> RestoreOutcome<T> restore(
            ObjectId object, Set<SiteId> sites, ParcelReader<T> reader)
            throws InterruptedException {
        long start = System.nanoTime();
        RestoreOutcome<T> outcome = tryTwice(object, sites, reader);
        String word =
                switch (outcome) {
                    case Restored<T> restored -> {
                        accuse(object, restored.provenance().culprits());
                        yield "restored";
                    }
                    case TooFewShares<T> _ -> "too-few";
                    case Disagreement<T> disagreement -> {
                        accuse(object, disagreement.culprits());
                        LOG.warn(
                                "object {}: {} shares came, and no {} of them fit together",
                                object,
                                disagreement.answered(),
                                servers.threshold());
                        yield "disagreement";
                    }
                };
        Timer.builder("warifu.crossref.restore")
                .description("time to restore one object from shares")
                .tag("outcome", word)
                .register(metrics)
                .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        return outcome;
    }

    private <T> RestoreOutcome<T> tryTwice(
            ObjectId object, Set<SiteId> sites, ParcelReader<T> reader)
            throws InterruptedException {
        Collected quick = collector.collect(object, sites, Patience.QUICK);
        if (quick.delivered().size() < servers.threshold()) {
            return tooFew(quick, sites);
        }
        RestoreOutcome<T> first = decide(quick, reader);
        if (first instanceof Restored<T>) {
            return first;
        }
        Collected thorough = collector.collect(object, sites, Patience.THOROUGH);
        return thorough.delivered().size() < servers.threshold()
                ? tooFew(thorough, sites)
                : decide(thorough, reader);
    }

    private <T> RestoreOutcome<T> decide(Collected collected, ParcelReader<T> reader) {
        Sorted sorted = sort(collected);
        Optional<Jury.Verdict<T>> verdict =
                jury.decide(sorted.checked(), servers.threshold(), reader);
        if (verdict.isEmpty()) {
            return new Disagreement<>(
                    collected.object(), collected.delivered().size(), sorted.culprits());
        }
        List<Culprit> culprits = new ArrayList<>(sorted.culprits());
        culprits.addAll(verdict.get().culprits());
        return new Restored<>(
                verdict.get().content(),
                new Provenance(
                        collected.object(),
                        servers.threshold(),
                        verdict.get().servers(),
                        culprits));
    }

    private <T> TooFewShares<T> tooFew(Collected collected, Set<SiteId> sites) {
        List<ServerState> states = servers.states(sites);
        return new TooFewShares<>(
                collected.object(), collected.delivered().size(), servers.threshold(), states);
    }

    private Sorted sort(Collected collected) {
        List<CheckedShare> checked = new ArrayList<>();
        List<Culprit> culprits = new ArrayList<>();
        for (ShareAnswer.Delivered answer : collected.delivered()) {
            SiteId site = answer.server().site();
            try {
                Share share = ShareCodec.decode(answer.bytes());
                if (share.dealing().object().equals(collected.object())
                        && share.x() == answer.server().index()
                        && share.dealing().threshold().k() == servers.threshold()) {
                    checked.add(new CheckedShare(answer.server(), share));
                } else {
                    culprits.add(new Culprit(site, "its share is not the one that was asked for"));
                }
            } catch (MalformedShareException e) {
                culprits.add(new Culprit(site, "its share is malformed: " + e.getMessage()));
            }
        }
        return new Sorted(checked, culprits);
    }

    private void accuse(ObjectId object, List<Culprit> culprits) {
        for (Culprit culprit : culprits) {
            LOG.warn(
                    "share server {} sent a wrong share of object {}: {}",
                    culprit.site(),
                    object,
                    culprit.reason());
            metrics.counter("warifu.crossref.culprits", "site", culprit.site().value()).increment();
        }
    }
}
