package io.warifu.gateway.keys;

import io.warifu.gateway.otp.PadSet;
import io.warifu.gateway.otp.PadSource;
import io.warifu.gateway.stock.StockSample;
import io.warifu.gateway.stock.StockSource;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.kernel.wire.qkd014.KeyContainer;
import io.warifu.kernel.wire.qkd014.KeyIds;
import io.warifu.kernel.wire.qkd014.KeyRequest;
import io.warifu.kernel.wire.qkd014.KeyStatus;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/**
 * Takes whole sets of keys for one-time pads, and asks how many there are: ETSI GS QKD 014 V1.1.1,
 * clauses 5.1 to 5.3.
 *
 * <p>Guarantee: as {@link KeyManagerClient}; no call asks for more keys than the key manager said
 * it gives at once, and keys of a set that cannot be completed are wiped and named as burnt. Limit:
 * keys of an answer that was lost are neither here nor named; the key manager gives them to nobody
 * else.
 */
public final class PadClient implements PadSource, StockSource {

    private static final int KEY_BYTES = 32;
    private static final int MOST_AT_ONCE = 128;

    private final KeyManagerCalls calls;
    private final Function<SiteId, String> saeOf;
    private final Map<SiteId, Integer> mostAtOnce = new ConcurrentHashMap<>();

    /**
     * A client of the key manager at {@code keyManager}.
     *
     * @param saeOf the SAE id of a peer's gateway
     */
    public PadClient(HttpClient http, URI keyManager, Function<SiteId, String> saeOf) {
        this.calls = new KeyManagerCalls(http, keyManager, KeyManagerClient.MAX_CALL);
        this.saeOf = saeOf;
    }

    @Override
    public Optional<StockSample> stock(SiteId peer) {
        return calls.get(path(peer, "status"), body -> sample(peer, body), _ -> Optional.empty());
    }

    private Optional<StockSample> sample(SiteId peer, byte[] body) {
        try {
            KeyStatus status = KeyManagerCalls.JSON.readValue(body, KeyStatus.class);
            StockSample sample =
                    new StockSample(
                            status.stored_key_count(),
                            status.max_key_count(),
                            status.max_key_per_request());
            mostAtOnce.put(peer, Math.min(MOST_AT_ONCE, sample.maxKeysPerRequest()));
            return Optional.of(sample);
        } catch (JacksonException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public PadAnswer fresh(SiteId peer, int count) {
        Gathered gathered = new Gathered();
        while (gathered.size() < count) {
            int number = Math.min(atOnce(peer), count - gathered.size());
            Optional<String> failure =
                    calls.post(
                            path(peer, "enc_keys"),
                            KeyRequest.of(number, KEY_BYTES * Byte.SIZE),
                            body -> gathered.add(body, number, Optional.empty()),
                            Optional::of);
            if (failure.isPresent()) {
                return gathered.giveUp(failure.get());
            }
        }
        return gathered.pads();
    }

    @Override
    public PadAnswer named(SiteId peer, List<UUID> ids) {
        Gathered gathered = new Gathered();
        while (gathered.size() < ids.size()) {
            List<UUID> wanted =
                    ids.subList(
                            gathered.size(), Math.min(ids.size(), gathered.size() + atOnce(peer)));
            Optional<String> failure =
                    calls.post(
                            path(peer, "dec_keys"),
                            new KeyIds(
                                    wanted.stream()
                                            .map(id -> new KeyIds.Entry(id.toString()))
                                            .toList()),
                            body -> gathered.add(body, wanted.size(), Optional.of(wanted)),
                            Optional::of);
            if (failure.isPresent()) {
                return gathered.giveUp(failure.get());
            }
        }
        return gathered.pads();
    }

    private int atOnce(SiteId peer) {
        if (!mostAtOnce.containsKey(peer)) {
            var _ = stock(peer);
        }
        return mostAtOnce.getOrDefault(peer, 1);
    }

    private String path(SiteId peer, String call) {
        return "/api/v1/keys/" + saeOf.apply(peer) + "/" + call;
    }

    /** The keys of one set so far. */
    private static final class Gathered {

        private final List<UUID> ids = new ArrayList<>();
        private final List<SecretBytes> keys = new ArrayList<>();

        int size() {
            return ids.size();
        }

        /** Adds an answer's keys; says what is wrong with it otherwise. */
        Optional<String> add(byte[] body, int number, Optional<List<UUID>> wanted) {
            KeyContainer container;
            try {
                container = KeyManagerCalls.JSON.readValue(body, KeyContainer.class);
            } catch (JacksonException _) {
                // The parser's message quotes the input, which holds keys.
                return Optional.of("the key manager's answer is no key container");
            }
            try {
                return add(container.keys(), number, wanted);
            } finally {
                container.keys().forEach(key -> Arrays.fill(key.key(), (byte) 0));
            }
        }

        private Optional<String> add(
                List<KeyContainer.Key> given, int number, Optional<List<UUID>> wanted) {
            Map<UUID, byte[]> named = new LinkedHashMap<>();
            for (KeyContainer.Key key : given) {
                Optional<UUID> name = KeyManagerClient.uuid(key.key_ID());
                if (name.isEmpty() || ids.contains(name.get()) || key.key().length != KEY_BYTES) {
                    return Optional.of("a key has no UUID, a wrong length, or came before");
                }
                named.put(name.get(), key.key());
            }
            if (given.size() != number || named.size() != number) {
                return Optional.of("asked for " + number + " keys, got " + named.size());
            }
            // The standard does not promise the order in which they were asked for.
            List<UUID> order = wanted.orElseGet(() -> List.copyOf(named.keySet()));
            if (!named.keySet().equals(Set.copyOf(order))) {
                return Optional.of("the key manager gave other keys than asked for");
            }
            for (UUID id : order) {
                byte[] key = named.get(id);
                if (key != null) {
                    ids.add(id);
                    keys.add(SecretBytes.copyOf(key));
                }
            }
            return Optional.empty();
        }

        PadAnswer pads() {
            return new PadAnswer.Pads(new PadSet(ids, keys));
        }

        PadAnswer giveUp(String reason) {
            keys.forEach(SecretBytes::close);
            return new PadAnswer.Withheld(List.copyOf(ids), reason);
        }
    }
}
