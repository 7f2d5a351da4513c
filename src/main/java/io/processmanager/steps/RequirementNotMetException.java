package io.processmanager.steps;

/** The data does not meet a {@code require} step. */
public final class RequirementNotMetException extends Exception {

    private final String pointer;

    RequirementNotMetException(String pointer, String message) {
        super(message);
        this.pointer = pointer;
    }

    /** @return JSON pointer (RFC 6901) that was checked */
    public String pointer() {
        return pointer;
    }
}
