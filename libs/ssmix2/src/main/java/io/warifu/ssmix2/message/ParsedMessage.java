package io.warifu.ssmix2.message;

import io.warifu.ssmix2.text.Er7Tokenizer;
import java.util.List;

/**
 * A message that was decoded and cut into segments.
 *
 * @param text as decoded
 * @param tokens the same, cut
 * @param remarks deviations from the character rules; empty if there are none
 */
public record ParsedMessage(String text, Er7Tokenizer.Message tokens, List<String> remarks)
        implements MessageReading {

    public ParsedMessage {
        remarks = List.copyOf(remarks);
    }

    /** Event in the form {@code ADT^A08}. */
    public String event() {
        String trigger = tokens.header().value(9, 2);
        String type = tokens.header().value(9, 1);
        return trigger.isEmpty() ? type : type + "^" + trigger;
    }

    /** The patient id of the message (PID-3), which may differ from the one of the path. */
    public String patientId() {
        return tokens.value("PID", 3, 1);
    }
}
