package io.warifu.shares.web;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.kernel.wire.share.ObjectKind;
import io.warifu.kernel.wire.share.ShareHeaders;
import io.warifu.kernel.wire.share.ShareListing;
import io.warifu.kernel.wire.share.ShareReceipt;
import io.warifu.shares.keep.ListedShare;
import io.warifu.shares.keep.ListingQuery;
import io.warifu.shares.keep.NewShare;
import io.warifu.shares.keep.PutOutcome;
import io.warifu.shares.keep.ShareLabels;
import io.warifu.shares.keep.ShareStore;
import io.warifu.shares.keep.StoredShare;
import io.warifu.shares.receipt.ReceiptSigner;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Put, get and list shares.
 *
 * <p>Guarantee: a receipt leaves only after the commit, and a repeated put gets the same receipt,
 * so a caller who is unsure whether its put arrived simply puts again.
 */
@RestController
@RequestMapping("/api/v1/shares")
final class ShareController {

    private final ShareStore store;
    private final ReceiptSigner signer;
    private final ShareMetrics metrics;
    private final ShareIntake intake;
    private final BodyReader bodies = new BodyReader();

    ShareController(
            ShareStore store, ReceiptSigner signer, ShareMetrics metrics, ServerIdentity server) {
        this.store = store;
        this.signer = signer;
        this.metrics = metrics;
        this.intake = new ShareIntake(server.shareIndex());
    }

    @PutMapping(path = "/{objectId}", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    ResponseEntity<ShareReceipt> put(@PathVariable String objectId, HttpServletRequest request) {
        try {
            ObjectId object = parse(objectId, ObjectId::parse);
            ShareLabels labels = ShareIntake.labels(request::getHeader);
            return bodies.read(
                    request,
                    body -> {
                        NewShare share = intake.check(object, labels, body);
                        return answer(share, store.put(share));
                    });
        } catch (WarifuException refusal) {
            metrics.count(
                    refusal.code() == ErrorCode.SHARE_CONFLICT
                            ? ShareMetrics.Put.CONFLICT
                            : ShareMetrics.Put.REFUSED);
            throw refusal;
        }
    }

    private ResponseEntity<ShareReceipt> answer(NewShare share, PutOutcome outcome) {
        return switch (outcome) {
            case PutOutcome.Stored(Instant storedAt) -> {
                metrics.count(ShareMetrics.Put.STORED);
                yield receipt(HttpStatus.CREATED, share, storedAt);
            }
            case PutOutcome.AlreadyStored(Instant storedAt) -> {
                metrics.count(ShareMetrics.Put.REPEATED);
                yield receipt(HttpStatus.OK, share, storedAt);
            }
            case PutOutcome.Conflict() ->
                    throw new WarifuException(
                            ErrorCode.SHARE_CONFLICT,
                            "Other bytes or other labels are kept under this object id.");
        };
    }

    private ResponseEntity<ShareReceipt> receipt(
            HttpStatus status, NewShare share, Instant storedAt) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(signer.sign(share.object(), share.sha256(), storedAt));
    }

    @GetMapping(path = "/{objectId}")
    ResponseEntity<byte[]> get(@PathVariable String objectId) {
        StoredShare share =
                store.find(parse(objectId, ObjectId::parse))
                        .orElseThrow(() -> {
                            metrics.count(ShareMetrics.Get.MISSING);
                            return new WarifuException(
                                    ErrorCode.SHARE_NOT_FOUND,
                                    "No share of this object is kept here.");
                        });
        metrics.count(ShareMetrics.Get.FOUND);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .eTag(share.sha256().hex())
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .header(ShareHeaders.OWNER, share.labels().owner().value())
                        .header(ShareHeaders.KIND, share.labels().kind().name())
                        .header(ShareHeaders.AUDIENCE, share.labels().audience().name());
        if (share.labels().pseudonym() != null) {
            answer.header(ShareHeaders.PSEUDONYM, share.labels().pseudonym().toString());
        }
        return answer.body(share.bytes());
    }

    @GetMapping
    ResponseEntity<ShareListing> list(
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable ObjectKind kind,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "1000") int limit) {
        SiteId site = owner == null || owner.isEmpty() ? null : parse(owner, SiteId::new);
        List<ListedShare> listed = store.list(query(site, kind, after, limit));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(
                        new ShareListing(
                                listed.stream().map(ShareController::item).toList(),
                                listed.isEmpty() ? after : listed.getLast().sequence()));
    }

    private static ListingQuery query(
            @Nullable SiteId owner, @Nullable ObjectKind kind, long after, int limit) {
        try {
            return new ListingQuery(owner, kind, after, limit);
        } catch (IllegalArgumentException e) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }

    private static ShareListing.Item item(ListedShare share) {
        return new ShareListing.Item(
                share.object().toString(), share.sequence(), share.sizeBytes());
    }

    private static <T> T parse(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }
}
