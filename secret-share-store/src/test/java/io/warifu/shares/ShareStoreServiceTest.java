package io.warifu.shares;

import static io.warifu.shares.ShareStoreFixture.json;
import static io.warifu.shares.ShareStoreFixture.newId;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.kernel.wire.share.ShareListing;
import io.warifu.kernel.wire.share.ShareReceipt;
import io.warifu.sharing.AesCtrCoins;
import io.warifu.sharing.AontRsSharing;
import io.warifu.sharing.Dealing;
import io.warifu.sharing.KrawczykSharing;
import io.warifu.sharing.OneTimeKey;
import io.warifu.sharing.OneTimeMac;
import io.warifu.sharing.SecretSharing;
import io.warifu.sharing.Share;
import io.warifu.sharing.ShareCodec;
import io.warifu.sharing.ShareFormat;
import io.warifu.sharing.ShareHeader;
import io.warifu.sharing.TagKeyId;
import io.warifu.sharing.Threshold;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a share server does, through its front door. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShareStoreServiceTest {

    /** Header and seal. */
    private static final int EMPTY_SHARE_BYTES = 88 + 48;

    private ShareStoreFixture server;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = new ShareStoreFixture(folder);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void storesAndGivesBackTheSameBytesAndLabels() {
        ObjectId object = newId();
        byte[] share = server.newShare(object, 5_000);
        assertThat(server.put(object, share).statusCode()).isEqualTo(201);
        HttpResponse<byte[]> answer = server.getBytes(object);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(share);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(answer, "ETag")).isEqualTo("\"" + Sha256.of(share) + "\"");
        assertThat(header(answer, "Warifu-Owner")).isEqualTo("tokyo");
        assertThat(header(answer, "Warifu-Kind")).isEqualTo("RECORD");
        assertThat(header(answer, "Warifu-Audience")).isEqualTo("OWNER");
        assertThat(header(answer, "Warifu-Pseudonym")).isEqualTo(ShareStoreFixture.PSEUDONYM);
    }

    @Test
    void storesACatalogueSegmentWithoutPseudonym() {
        ObjectId object = newId();
        HttpRequest request =
                server.request("/api/v1/shares/" + object)
                        .setHeader("Content-Type", "application/octet-stream")
                        .setHeader("Warifu-Owner", "tokyo")
                        .setHeader("Warifu-Kind", "CATALOGUE")
                        .setHeader("Warifu-Audience", "EMERGENCY")
                        .PUT(BodyPublishers.ofByteArray(server.newShare(object, 0)))
                        .build();
        assertThat(server.send(request).statusCode()).isEqualTo(201);
        assertThat(server.getBytes(object).headers().firstValue("Warifu-Pseudonym")).isEmpty();
    }

    @Test
    void keepsSharesOfVersion1AsTheyCame() {
        ObjectId object = newId();
        Share share = server.deal(object, 30).get(ShareStoreFixture.SHARE_INDEX - 1);
        Dealing dealing = share.dealing();
        Dealing before =
                new Dealing(
                        ShareFormat.V1,
                        dealing.scheme(),
                        dealing.coins(),
                        dealing.threshold(),
                        0,
                        object,
                        dealing.sharing(),
                        dealing.chunk(),
                        30);
        byte[] old =
                ShareCodec.encode(Share.of(new ShareHeader(before, share.x()), share.payload()));
        assertThat(server.put(object, old).statusCode()).isEqualTo(201);
        assertThat(server.getBytes(object).body()).isEqualTo(old).startsWith('W', 'S', 'H', '1');
    }

    @Test
    void keepsSharesOfEverySchemeAndWithTags() {
        List<SecretSharing> schemes =
                List.of(
                        new KrawczykSharing(
                                new AesCtrCoins(new SecureRandom()), new SecureRandom()),
                        new AontRsSharing(new SecureRandom()));
        for (SecretSharing scheme : schemes) {
            ObjectId object = newId();
            Share share =
                    scheme.split(new byte[1_000], new Threshold(3, 5), object)
                            .get(ShareStoreFixture.SHARE_INDEX - 1);
            OneTimeKey key =
                    new OneTimeKey(
                            new TagKeyId(UUID.randomUUID()), SecretBytes.copyOf(new byte[32]));
            byte[] bytes = ShareCodec.encode(OneTimeMac.tag(share, key));
            assertThat(server.put(object, bytes).statusCode()).isEqualTo(201);
            assertThat(server.getBytes(object).body()).isEqualTo(bytes);
        }
    }

    @Test
    void takesTheLargestShareThereIs() {
        ObjectId object = newId();
        byte[] share = server.newShare(object, ShareCodec.MAX_PAYLOAD_BYTES);
        assertThat(server.put(object, share).statusCode()).isEqualTo(201);
        assertThat(Sha256.of(server.getBytes(object).body())).isEqualTo(Sha256.of(share));
    }

    @Test
    void givesAReceiptThatThePublicKeyConfirms() throws Exception {
        ObjectId object = newId();
        byte[] share = server.newShare(object, 100);
        ShareReceipt receipt = json(server.put(object, share), ShareReceipt.class);
        assertThat(receipt.objectId()).isEqualTo(object.toString());
        assertThat(receipt.site()).isEqualTo("kochi");
        assertThat(receipt.sha256()).isEqualTo(Sha256.of(share).hex());
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(server.receiptKey());
        signature.update(receipt.signedText());
        assertThat(signature.verify(Base64.getDecoder().decode(receipt.signature()))).isTrue();
    }

    @Test
    void givesTheSameReceiptAgainAlsoAfterARestart() {
        ObjectId object = newId();
        byte[] share = server.newShare(object, 100);
        HttpResponse<String> first = server.put(object, share);
        HttpResponse<String> second = server.put(object, share);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        server.restart();
        HttpResponse<String> third = server.put(object, share);
        assertThat(third.statusCode()).isEqualTo(200);
        assertThat(third.body()).isEqualTo(first.body());
        assertThat(server.getBytes(object).body()).isEqualTo(share);
    }

    @Test
    void ofSimultaneousPutsOfOneShareExactlyOneIsCreated() throws Exception {
        ObjectId object = newId();
        byte[] share = server.newShare(object, 1_000);
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                running.add(threads.submit(() -> server.put(object, share).statusCode()));
            }
            for (Future<Integer> one : running) {
                statuses.add(one.get());
            }
        }
        assertThat(statuses).containsOnlyOnce(201).containsOnly(200, 201);
    }

    @Test
    void listsPageByPageWhatWasStoredSince() {
        long start = last();
        List<String> stored = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ObjectId object = newId();
            assertThat(server.put(object, server.newShare(object, i)).statusCode()).isEqualTo(201);
            stored.add(object.toString());
        }
        List<String> listed = new ArrayList<>();
        long after = start;
        ShareListing page = list("owner=tokyo&kind=RECORD&limit=2&after=" + after);
        while (page.next() != after) {
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            page.items().forEach(item -> listed.add(item.objectId()));
            after = page.next();
            page = list("owner=tokyo&kind=RECORD&limit=2&after=" + after);
        }
        assertThat(listed).isEqualTo(stored);
        assertThat(list("owner=kochi&kind=RECORD").items()).isEmpty();
        assertThat(list("after=" + start + "&limit=1").items().getFirst().sizeBytes())
                .isEqualTo(EMPTY_SHARE_BYTES);
    }

    @Test
    void tellsOperatorsHowMuchIsKept() {
        long before = json(server.get("/api/v1/status")).path("shares").asLong();
        long bytesBefore = json(server.get("/api/v1/status")).path("bytes").asLong();
        ObjectId object = newId();
        byte[] share = server.newShare(object, 22);
        assertThat(server.put(object, share).statusCode()).isEqualTo(201);
        var status = json(server.get("/api/v1/status"));
        assertThat(status.path("site").asString()).isEqualTo("kochi");
        assertThat(status.path("shareIndex").asInt()).isEqualTo(ShareStoreFixture.SHARE_INDEX);
        assertThat(status.path("shares").asLong()).isEqualTo(before + 1);
        assertThat(status.path("bytes").asLong()).isEqualTo(bytesBefore + share.length);
        String metrics = server.get("/actuator/prometheus").body();
        assertThat(metrics)
                .contains("warifu_shares_stored " + (before + 1) + ".0")
                .contains("warifu_shares_size_bytes ")
                .contains("warifu_shares_puts_total{outcome=\"stored\"} ")
                .contains("warifu_shares_gets_total{outcome=\"missing\"} ");
    }

    @Test
    void isLiveAndReady() {
        for (String probe : List.of("", "/liveness", "/readiness")) {
            HttpResponse<String> answer = server.get("/actuator/health" + probe);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).path("status").asString()).isEqualTo("UP");
        }
    }

    @Test
    void setsNoCookie() {
        assertThat(server.get("/api/v1/status").headers().firstValue("Set-Cookie")).isEmpty();
    }

    private long last() {
        return list("limit=10000").next();
    }

    private ShareListing list(String query) {
        HttpResponse<String> answer = server.get("/api/v1/shares?" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return json(answer, ShareListing.class);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return String.join(",", answer.headers().allValues(name));
    }
}
