package io.warifu.ssmix2.message;

/** What reading a {@link RawMessage} gave: a message, or why there is none. */
public sealed interface MessageReading permits ParsedMessage, MessageReading.Unreadable {

    /**
     * No message.
     *
     * @param reason one sentence for people, without content of the file
     */
    record Unreadable(String reason) implements MessageReading {}
}
