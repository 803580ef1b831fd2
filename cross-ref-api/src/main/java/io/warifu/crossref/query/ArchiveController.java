package io.warifu.crossref.query;

import io.warifu.crossref.audit.Access.Action;
import io.warifu.crossref.audit.Access.Outcome;
import io.warifu.crossref.audit.AccessRecorder;
import io.warifu.crossref.audit.Caller;
import io.warifu.crossref.catalogue.CatalogueStatus;
import io.warifu.crossref.catalogue.Catalogues;
import io.warifu.crossref.catalogue.OwnerCatalogue;
import io.warifu.crossref.collect.ShareServers;
import io.warifu.crossref.patient.KeptRecord;
import io.warifu.crossref.restore.FileOutcome;
import io.warifu.crossref.restore.FileOutcome.Verified;
import io.warifu.crossref.restore.FileRestorer;
import io.warifu.crossref.restore.PackPrefetch;
import io.warifu.crossref.restore.Restorer;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.RestoreStream;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * A hospital's whole storage, rebuilt from share servers alone.
 *
 * <p>Guarantee: the catalogue is read anew from the servers that may be asked; each file's digest
 * is checked before its first byte leaves; the stream has its end mark only if every file was sent.
 * A catalogue that may be incomplete is refused, unless the steward accepts it ({@code
 * partial=accept}), and then the answer says how much is missing.
 */
@RestController
final class ArchiveController {

    static final String MISSING_HEADER = "Warifu-Missing-Segments";

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveController.class);
    private static final int BUFFER_BYTES = 64 << 10;

    private final Catalogues catalogues;
    private final Restorer restorer;
    private final ShareServers servers;
    private final AccessRecorder recorder;
    private final FileRestorer files = new FileRestorer();

    /** One archive on its way. */
    private record Job(SiteId owner, Set<SiteId> sites, Caller caller) {}

    ArchiveController(
            Catalogues catalogues,
            Restorer restorer,
            ShareServers servers,
            AccessRecorder recorder) {
        this.catalogues = catalogues;
        this.restorer = restorer;
        this.servers = servers;
        this.recorder = recorder;
    }

    @GetMapping("/api/v1/storages/{owner}/archive")
    void archive(
            @PathVariable String owner,
            @RequestParam(required = false) @Nullable String sites,
            @RequestParam(required = false, defaultValue = "refuse") String partial,
            Authentication authentication,
            HttpServletRequest request,
            HttpServletResponse response)
            throws InterruptedException {
        Caller caller = Caller.of(authentication);
        SiteId site = owner(owner, caller);
        Job job = new Job(site, sites(sites, site, caller), caller);
        OwnerCatalogue.View view = catalogues.readAnew(site, job.sites());
        requireComplete(view.status(), partial.equals("accept"), job);
        ArchivePlan plan = ArchivePlan.of(view.index().storage());
        try (PackPrefetch packs =
                new PackPrefetch(o -> restorer.restorePack(o, job.sites()), plan.packs())) {
            // The first file is restored before anything is sent, so that the usual failures still
            // get a proper answer.
            for (KeptRecord first : plan.files().stream().limit(1).toList()) {
                Verified _ = verified(first, packs, job);
            }
            recorder.recordStorage(
                    caller, site, Outcome.RELEASED, plan.files().size() + " files announced");
            response.setContentType(RestoreStream.MEDIA_TYPE);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader(
                    MISSING_HEADER,
                    Long.toString(view.status().missingSegments() + view.status().unrestored()));
            stream(plan, packs, job, request, response);
        }
    }

    private void stream(
            ArchivePlan plan,
            PackPrefetch packs,
            Job job,
            HttpServletRequest request,
            HttpServletResponse response)
            throws InterruptedException {
        try {
            BufferedOutputStream out =
                    new BufferedOutputStream(response.getOutputStream(), BUFFER_BYTES);
            RestoreStream.Writer writer = new RestoreStream.Writer(out, plan.totals());
            for (KeptRecord kept : plan.files()) {
                Verified file = verified(kept, packs, job);
                writer.file(kept.path(), kept.version().sizeBytes());
                files.send(file, packs, writer.body());
            }
            // Before the end mark: an archive whose end cannot be logged does not end well.
            recorder.recordStorage(
                    job.caller(), job.owner(), Outcome.COMPLETED, plan.files().size() + " files");
            writer.finish();
        } catch (IOException e) {
            breakOff(job, request, e);
        } catch (WarifuException e) {
            breakOff(job, request, new IOException(e.code() + ": " + e.getMessage(), e));
        }
    }

    private void breakOff(Job job, HttpServletRequest request, IOException failure) {
        LOG.warn("the archive of {} broke off: {}", job.owner(), failure.getMessage());
        BrokenStreamFilter.breakOff(request, failure);
        recorder.recordStorage(job.caller(), job.owner(), Outcome.BROKEN_OFF, "");
    }

    private Verified verified(KeptRecord kept, PackPrefetch packs, Job job)
            throws InterruptedException {
        return switch (files.restore(kept.version(), packs)) {
            case Verified verified -> verified;
            case FileOutcome.NotRestored(var refusal) -> {
                recorder.recordStorage(
                        job.caller(), job.owner(), Outcome.NOT_RESTORED, refusal.code().name());
                throw refusal.asException();
            }
        };
    }

    private void requireComplete(CatalogueStatus status, boolean partialAccepted, Job job) {
        int answered = status.answered().size();
        boolean enough = answered >= servers.threshold();
        long missing = status.missingSegments() + status.unrestored() - status.orphans();
        if (enough && (missing == 0 || partialAccepted)) {
            return;
        }
        recorder.recordStorage(
                job.caller(),
                job.owner(),
                Outcome.NOT_RESTORED,
                answered + " servers, " + missing + " segments missing");
        String detail =
                enough
                        ? missing
                                + " pieces of the catalogue could not be restored from these"
                                + " servers; ask more of them, or take what there is with"
                                + " partial=accept."
                        : "%d of the %d share servers that are needed answered: %s."
                                .formatted(answered, servers.threshold(), status.answered());
        throw new WarifuException(ErrorCode.SHARES_BELOW_THRESHOLD, detail);
    }

    private SiteId owner(String text, Caller caller) {
        for (OwnerCatalogue catalogue : catalogues.all()) {
            if (catalogue.owner().value().equals(text)) {
                return catalogue.owner();
            }
        }
        recorder.record(caller, Action.ARCHIVE, Outcome.NOT_FOUND, "");
        throw Lookup.nothingThere();
    }

    private Set<SiteId> sites(@Nullable String text, SiteId owner, Caller caller) {
        if (text == null || text.isBlank()) {
            return servers.sites();
        }
        List<String> known = servers.sites().stream().map(SiteId::value).toList();
        Set<SiteId> named = new TreeSet<>();
        for (String name : text.split(",", -1)) {
            if (!known.contains(name.strip())) {
                recorder.recordStorage(caller, owner, Outcome.REFUSED, "unknown site");
                throw new WarifuException(
                        ErrorCode.BAD_REQUEST, "sites names one of " + known + ", by commas.");
            }
            named.add(new SiteId(name.strip()));
        }
        return named;
    }
}
