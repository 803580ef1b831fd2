package io.warifu.gateway.ledger;

import io.warifu.gateway.ledger.LedgerEvent.Burnt;
import io.warifu.gateway.ledger.LedgerEvent.Confirmed;
import io.warifu.gateway.ledger.LedgerEvent.Erased;
import io.warifu.gateway.ledger.LedgerEvent.Pads;
import io.warifu.gateway.ledger.LedgerEvent.PadsBurnt;
import io.warifu.gateway.ledger.LedgerEvent.Started;
import io.warifu.gateway.ledger.LedgerEvent.Switched;
import io.warifu.kernel.id.SiteId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The ledger's newest lines as epochs, pads and burnt keys. Pure; its owner locks.
 *
 * <p>Guarantee: an epoch is confirmed once, and erased once, after that; nothing else is taken.
 * Limit: it remembers the newest {@link #MAX_EPOCHS} epochs, and as many pads and burnt keys; what
 * is older stands in the file only.
 */
final class LedgerBook {

    static final int MAX_EPOCHS = 20_000;

    private final int maxEpochs;
    private final Map<EpochName, LedgerEpoch> epochs = new LinkedHashMap<>();
    private final Map<EpochName, LedgerEpoch> open = new LinkedHashMap<>();
    private final Deque<BurntKey> burnt = new ArrayDeque<>();
    private final Deque<SpentPads> pads = new ArrayDeque<>();
    private final Map<SiteId, Long> burntByPeer = new HashMap<>();
    private long forgottenEpochs;

    LedgerBook(int maxEpochs) {
        this.maxEpochs = maxEpochs;
    }

    /** Why this may not follow what was taken so far; empty if it may. */
    Optional<String> objection(LedgerEvent event) {
        return switch (event) {
            case Started _, Burnt _, Pads _, PadsBurnt _ -> Optional.empty();
            case Confirmed(EpochEntry entry) ->
                    epochs.containsKey(entry.name())
                            ? Optional.of("this epoch was confirmed before: " + entry.name())
                            : Optional.empty();
            case Switched(EpochName name) ->
                    openEpoch(name).flatMap(LedgerEpoch::switchedAt).isPresent()
                            ? Optional.of("this epoch was in use before: " + name)
                            : notOpen(name);
            case Erased(EpochName name, EpochTotals _) -> notOpen(name);
        };
    }

    private Optional<String> notOpen(EpochName name) {
        return open.containsKey(name)
                ? Optional.empty()
                : Optional.of("no confirmed epoch that still lives: " + name);
    }

    private Optional<LedgerEpoch> openEpoch(EpochName name) {
        return Optional.ofNullable(open.get(name));
    }

    /** Takes a line to which there is no {@link #objection}. */
    void take(LedgerLine line) {
        Instant at = Instant.ofEpochMilli(line.atMillis());
        switch (line.event()) {
            case Started _ -> {
                List.copyOf(open.values()).forEach(epoch -> put(epoch.endedByRestart(at)));
                open.clear();
            }
            case Confirmed(EpochEntry entry) ->
                    put(LedgerEpoch.confirmed(line.number(), entry, at));
            case Switched(EpochName name) ->
                    openEpoch(name).ifPresent(epoch -> put(epoch.switched(at)));
            case Erased(EpochName name, EpochTotals totals) ->
                    openEpoch(name).ifPresent(epoch -> put(epoch.erased(at, totals)));
            case Burnt(SiteId peer, UUID keyId, String reason) ->
                    burn(new BurntKey(line.number(), peer, keyId, reason, at));
            case PadsBurnt(BurntPads all) ->
                    all.keyIds()
                            .forEach(keyId ->
                                    burn(
                                            new BurntKey(
                                                    line.number(),
                                                    all.peer(),
                                                    keyId,
                                                    all.reasonCode(),
                                                    at)));
            case Pads(PadUse use) -> addBounded(pads, new SpentPads(line.number(), use, at));
        }
    }

    private void burn(BurntKey key) {
        burntByPeer.merge(key.peer(), 1L, Long::sum);
        addBounded(burnt, key);
    }

    private void put(LedgerEpoch epoch) {
        epochs.put(epoch.name(), epoch);
        if (epoch.open()) {
            open.put(epoch.name(), epoch);
        } else {
            open.remove(epoch.name());
        }
        if (epochs.size() > maxEpochs) {
            forgetOne();
        }
    }

    private void forgetOne() {
        epochs.values().stream()
                .filter(epoch -> !epoch.open())
                .findFirst()
                .map(LedgerEpoch::name)
                .ifPresent(name -> {
                    epochs.remove(name);
                    forgottenEpochs++;
                });
    }

    private <T> void addBounded(Deque<T> queue, T element) {
        if (queue.size() >= maxEpochs) {
            queue.removeFirst();
        }
        queue.addLast(element);
    }

    List<LedgerEpoch> epochs() {
        return List.copyOf(epochs.values());
    }

    List<BurntKey> burnt() {
        return List.copyOf(burnt);
    }

    long burnt(SiteId peer) {
        return burntByPeer.getOrDefault(peer, 0L);
    }

    List<SpentPads> pads() {
        return List.copyOf(pads);
    }

    /** Epochs that stand in the file and no longer here. */
    long forgottenEpochs() {
        return forgottenEpochs;
    }
}
