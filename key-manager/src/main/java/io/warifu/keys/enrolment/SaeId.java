package io.warifu.keys.enrolment;

/**
 * Name of a secure application entity (SAE), unique in the network. ETSI GS QKD 014 leaves its form
 * free; here it is 1 to 128 printable characters without surrounding blanks.
 */
public record SaeId(String value) {

    static final int MAX_CHARACTERS = 128;

    public SaeId {
        if (value.isBlank()
                || value.length() > MAX_CHARACTERS
                || !value.equals(value.strip())
                || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a SAE id is 1 to 128 printable characters without blanks around it");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
