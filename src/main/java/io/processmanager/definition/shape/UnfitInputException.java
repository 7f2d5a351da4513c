package io.processmanager.definition.shape;

/** What a step was to get is nothing that its input type can be. It was not executed. */
public final class UnfitInputException extends Exception {

    /**
     * @param type what the step takes
     * @param cause what does not fit, and why
     */
    public UnfitInputException(String type, RuntimeException cause) {
        super("The input does not fit " + type + ", which the step takes, so it was not executed: " + reason(cause)
                + ". Let the step before it return, or give as data, what fits", cause);
    }

    /** @return what the innermost cause says; JSON-B wraps it several times, in words that do not help */
    public static String reason(Throwable cause) {
        Throwable deepest = cause;
        while (!(cause instanceof UnfitValueException) && deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.getClass().getName() : deepest.getMessage();
    }
}
