package io.processmanager.view;

import io.processmanager.StepException;
import io.processmanager.text.StorableText;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Why a process or an attempt failed. Immutable. */
public final class ProcessError {

    private static final int LONGEST_MESSAGE = 100_000;

    private final String step;
    private final int attempt;
    private final String type;
    private final String message;
    private final Optional<Integer> code;
    private final Optional<String> stack;

    private ProcessError(String step, int attempt, String type, String message, Optional<Integer> code,
            Optional<String> stack) {
        this.step = Objects.requireNonNull(step, "step");
        this.attempt = attempt;
        this.type = Objects.requireNonNull(type, "type");
        this.message = Objects.requireNonNull(message, "message");
        this.code = Objects.requireNonNull(code, "code");
        this.stack = Objects.requireNonNull(stack, "stack");
    }

    /**
     * @param step the name of the step
     * @param attempt the attempt, from 1
     * @param type the exception class that names the kind of error
     * @param message what happened and what to do; cut after 100,000 characters
     * @return an error not thrown by step code, without code and stack trace
     */
    public static ProcessError of(String step, int attempt, Class<? extends Throwable> type, String message) {
        return of(step, attempt, type.getName(), StorableText.of(message, LONGEST_MESSAGE));
    }

    /**
     * @param step the name of the step
     * @param attempt the attempt, from 1
     * @param type the class name of the exception
     * @param message its message, already storable
     * @return the error, without code and stack trace
     */
    public static ProcessError of(String step, int attempt, String type, String message) {
        return new ProcessError(step, attempt, type, message, Optional.empty(), Optional.empty());
    }

    /**
     * @param number the error code of the exception; empty if it has none
     * @return a copy with this code
     */
    public ProcessError withCode(Optional<Integer> number) {
        return new ProcessError(step, attempt, type, message, number, stack);
    }

    /**
     * @param trace the stack trace; empty if there is none
     * @return a copy with this stack trace
     */
    public ProcessError withStack(Optional<String> trace) {
        return new ProcessError(step, attempt, type, message, code, trace);
    }

    /** @return the step that failed or was executing */
    public String step() {
        return step;
    }

    /** @return the attempt, from 1 */
    public int attempt() {
        return attempt;
    }

    /** @return the class name of the exception */
    public String type() {
        return type;
    }

    /** @return the message of the exception, or one of the process manager */
    public String message() {
        return message;
    }

    /** @return {@link StepException#code()} or {@link SQLException#getErrorCode()}; empty without either */
    public Optional<Integer> code() {
        return code;
    }

    /** @return the stack trace; empty if no step code failed */
    public Optional<String> stack() {
        return stack;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProcessError error && parts().equals(error.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    @Override
    public String toString() {
        return "ProcessError" + parts();
    }

    private List<Object> parts() {
        return Arrays.asList(step, attempt, type, message, code, stack);
    }
}
