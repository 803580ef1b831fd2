package io.warifu.demo.generate;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one generation put on disk; {@code files} is the sum of {@code filesPerType}. */
public record GenerationResult(
        int patients, long files, long bytes, SortedMap<String, Long> filesPerType) {

    public GenerationResult {
        filesPerType = Collections.unmodifiableSortedMap(new TreeMap<>(filesPerType));
    }
}
