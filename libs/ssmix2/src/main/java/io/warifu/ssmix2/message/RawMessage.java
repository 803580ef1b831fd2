package io.warifu.ssmix2.message;

/**
 * The bytes of a file that claims to be a message; nothing is known of them yet.
 *
 * @param bytes not copied, so neither side changes them
 */
@SuppressWarnings("ArrayRecordComponent") // A storage has files of many MiB; they pass uncopied.
public record RawMessage(byte[] bytes) {}
