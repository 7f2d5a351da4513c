package io.processmanager.steps;

/** The data lacks what a {@code require} step wants of it. */
public final class RequirementNotMetException extends Exception {

    private final String pointer;

    /**
     * @param pointer where it was looked for
     * @param message what was wanted and what is there
     */
    RequirementNotMetException(String pointer, String message) {
        super(message);
        this.pointer = pointer;
    }

    /** @return the JSON pointer (RFC 6901) to what is lacking */
    public String pointer() {
        return pointer;
    }
}
