package io.warifu.keys.bounded;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map in the order of last use; beyond its bound it forgets what was used longest ago. */
public final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {

    private final int maxEntries;

    public RecentlyUsed(int maxEntries) {
        super(16, 0.75f, true);
        this.maxEntries = maxEntries;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > maxEntries;
    }
}
