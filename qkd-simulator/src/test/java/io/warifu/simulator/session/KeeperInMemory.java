package io.warifu.simulator.session;

import io.warifu.simulator.handover.FinishedBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keeps blocks as long as the test runs, and what was said about each. */
final class KeeperInMemory implements BlockKeeper {

    final Map<UUID, FinishedBlock> prepared = new LinkedHashMap<>();
    final Map<UUID, FinishedBlock> counted = new LinkedHashMap<>();
    final List<Evidence> evidence = new ArrayList<>();
    private long next = 1;

    @Override
    public Turn turn(int keyBytes, Wish wish) {
        long sequence = next++;
        return new Turn() {
            @Override
            public long sequence() {
                return sequence;
            }

            @Override
            public int refillBytes() {
                return 16;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void prepare(FinishedBlock block, Evidence facts) {
        prepared.put(block.blockId(), block);
        evidence.add(facts);
    }

    @Override
    public void decide(FinishedBlock block, Evidence facts) {
        counted.put(block.blockId(), block);
        evidence.add(facts);
    }

    @Override
    public void commit(UUID blockId) {
        FinishedBlock block = prepared.remove(blockId);
        if (block != null) {
            counted.put(blockId, block);
        }
    }

    @Override
    public void drop(UUID blockId) {
        prepared.remove(blockId);
    }

    @Override
    public void confirm(UUID blockId) {}

    @Override
    public List<UUID> inDoubt() {
        return List.copyOf(prepared.keySet());
    }

    @Override
    public boolean isDecided(UUID blockId) {
        return counted.containsKey(blockId);
    }

    @Override
    public void confirmAll() {}

    @Override
    public long nextSequence() {
        return next;
    }

    @Override
    public void raiseSequence(long sequence) {
        next = Math.max(next, sequence);
    }
}
