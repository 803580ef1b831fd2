package io.warifu.kernel.wire.qkd014;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Error, ETSI GS QKD 014 V1.1.1 clause 6.5. Details are objects, and absent on plain refusals. */
public record KeyError(String message, @Nullable List<Map<String, Object>> details) {}
