package io.processmanager.definition;

import io.processmanager.ProcessManagerException;

/** The deployment does not (or no longer) have the step's type or class. */
public class UnknownStepException extends ProcessManagerException {

    private final String field;

    UnknownStepException(String field, String message) {
        this(field, message, null);
    }

    UnknownStepException(String field, String message, Throwable cause) {
        super(message, cause);
        this.field = field;
    }

    /** @return the invalid field: {@code type} or {@code class} */
    public String field() {
        return field;
    }
}
