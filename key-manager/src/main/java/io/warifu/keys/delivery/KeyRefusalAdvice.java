package io.warifu.keys.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.kernel.wire.qkd014.KeyError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Errors of the key delivery interface in the standard's own form instead of problem details. */
@RestControllerAdvice(assignableTypes = {KeyDeliveryController.class, DescriptionController.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
final class KeyRefusalAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRefusalAdvice.class);

    private final MeterRegistry meters;

    KeyRefusalAdvice(MeterRegistry meters) {
        this.meters = meters;
    }

    @ExceptionHandler
    ResponseEntity<KeyError> refused(KeyRefusal refusal) {
        return answer(
                refusal.status(), refusal.text(), refusal.details(), refusal.retryAfterSeconds());
    }

    @ExceptionHandler
    ResponseEntity<KeyError> tooLarge(WarifuException refusal) {
        LOG.debug("request refused", refusal);
        return answer(
                400,
                "the body cannot be read or is too large",
                null,
                KeyRefusal.RETRY_AFTER_SECONDS);
    }

    @ExceptionHandler
    ResponseEntity<KeyError> unexpected(Exception failure) {
        LOG.error("key delivery failed", failure);
        return answer(
                503, "the key manager cannot answer now", null, KeyRefusal.RETRY_AFTER_SECONDS);
    }

    private ResponseEntity<KeyError> answer(
            int status,
            String message,
            @Nullable List<Map<String, Object>> details,
            int retryAfterSeconds) {
        meters.counter("warifu.keys.refused", "status", Integer.toString(status)).increment();
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
        if (status == 503) {
            answer.header(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
        }
        return answer.body(new KeyError(message, details));
    }
}
