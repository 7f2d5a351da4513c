package io.processmanager.definition;

import io.processmanager.ProcessManagerException;

/** The deployment has no step of that type or class (any more). */
public class UnknownStepException extends ProcessManagerException {

    private final String field;

    UnknownStepException(String field, String message) {
        this(field, message, null);
    }

    UnknownStepException(String field, String message, Throwable cause) {
        super(message, cause);
        this.field = field;
    }

    /** @return the field of the specification that is wrong: {@code type} or {@code class} */
    public String field() {
        return field;
    }
}
