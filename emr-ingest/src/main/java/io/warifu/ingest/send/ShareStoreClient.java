package io.warifu.ingest.send;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.wire.share.ShareHeaders;
import io.warifu.kernel.wire.share.ShareReceipt;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands shares to one share server and believes only what it signs: a receipt counts if it names
 * this object, this site and the digest of these bytes, under the server's configured key.
 */
public final class ShareStoreClient {

    private static final int MAX_ANSWER_BYTES = 64 << 10;

    private final ShareServer server;
    private final SiteId owner;
    private final HttpClient http;
    private final Duration timeout;
    private final JsonMapper json;

    /**
     * Makes a client.
     *
     * @param timeout for one share, sending and receipt
     */
    public ShareStoreClient(
            ShareServer server, SiteId owner, HttpClient http, Duration timeout, JsonMapper json) {
        this.server = server;
        this.owner = owner;
        this.http = http;
        this.timeout = timeout;
        this.json = json;
    }

    SiteId site() {
        return server.site();
    }

    PutOutcome put(OutboxItem item, byte[] share) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.url().resolve("/api/v1/shares/" + item.object()))
                        .timeout(timeout)
                        .header("Content-Type", "application/octet-stream")
                        .header(ShareHeaders.OWNER, owner.value())
                        .header(ShareHeaders.KIND, item.kind().name())
                        .header(ShareHeaders.AUDIENCE, item.audience().name())
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(share));
        if (item.pseudonym() != null) {
            request.header(ShareHeaders.PSEUDONYM, item.pseudonym().toString());
        }
        HttpResponse<byte[]> answer;
        try {
            answer =
                    http.send(
                            request.build(),
                            HttpResponse.BodyHandlers.limiting(
                                    HttpResponse.BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        } catch (IOException e) {
            return new PutOutcome.Failed(e.getClass().getSimpleName());
        }
        int status = answer.statusCode();
        if (status == 200 || status == 201) {
            return believed(item, answer.body());
        }
        // Overload and time-outs speak of the server, other 4xx of this share.
        return status >= 400 && status < 500 && status != 408 && status != 429
                ? new PutOutcome.Refused("HTTP " + status)
                : new PutOutcome.Failed("HTTP " + status);
    }

    private PutOutcome believed(OutboxItem item, byte[] body) {
        ShareReceipt receipt;
        try {
            receipt = json.readValue(body, ShareReceipt.class);
        } catch (JacksonException _) {
            return new PutOutcome.Failed("the receipt is no receipt");
        }
        if (!item.object().toString().equals(receipt.objectId())
                || !server.site().value().equals(receipt.site())) {
            return new PutOutcome.Failed("the receipt is for another share");
        }
        if (!item.digest().hex().equals(receipt.sha256())) {
            return new PutOutcome.Failed("the receipt is for other bytes");
        }
        return signed(receipt)
                ? new PutOutcome.Stored(receipt)
                : new PutOutcome.Failed("the receipt's signature is wrong");
    }

    private boolean signed(ShareReceipt receipt) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(server.receiptKey());
            verifier.update(receipt.signedText());
            return verifier.verify(Base64.getDecoder().decode(receipt.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }
}
