package io.processmanager.definition.shape;

/** The input does not fit the step's input type; the step was not executed. */
public final class UnfitInputException extends Exception {

    /**
     * @param type the step's input type
     * @param cause what does not fit
     */
    public UnfitInputException(String type, RuntimeException cause) {
        this(type, reason(cause), cause);
    }

    /**
     * @param type what the step takes
     * @param reason what does not fit, and why
     * @param cause null if there is none
     */
    public UnfitInputException(String type, String reason, Throwable cause) {
        super("The input does not fit " + type + ", which the step takes, so it was not executed: " + reason
                + ". Let the step before it return, or give as data, what fits", cause);
    }

    /**
     * @return the message of an {@link UnfitValueException}, else of the innermost cause; JSON-B's wrappers do not help
     */
    public static String reason(Throwable cause) {
        Throwable deepest = cause;
        while (!(cause instanceof UnfitValueException) && deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.getClass().getName() : deepest.getMessage();
    }
}
