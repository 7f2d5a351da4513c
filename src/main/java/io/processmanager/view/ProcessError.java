package io.processmanager.view;

import io.processmanager.StepException;
import io.processmanager.text.StorableText;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Why a process or an attempt came to a bad end. It cannot be changed; each {@code with…} method returns a copy. */
public final class ProcessError {

    /** More than this many characters of a message are cut off. */
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
     * @param attempt which attempt, from 1
     * @param type the class of exception that names this kind of error
     * @param message what happened and what to do; cut off after 100,000 characters
     * @return the error without a code and a stack trace, for what no code of a step has thrown
     */
    public static ProcessError of(String step, int attempt, Class<? extends Throwable> type, String message) {
        return of(step, attempt, type.getName(), StorableText.of(message, LONGEST_MESSAGE));
    }

    /**
     * @param step the name of the step
     * @param attempt which attempt, from 1
     * @param type the class name of the exception
     * @param message what it says, which can be stored as it is
     * @return the error without a code and a stack trace
     */
    public static ProcessError of(String step, int attempt, String type, String message) {
        return new ProcessError(step, attempt, type, message, Optional.empty(), Optional.empty());
    }

    /**
     * @param number the error code that the exception carries; empty if it has none
     * @return a copy with this code
     */
    public ProcessError withCode(Optional<Integer> number) {
        return new ProcessError(step, attempt, type, message, number, stack);
    }

    /**
     * @param trace the stack trace of the failed step; empty if there is none
     * @return a copy with this stack trace
     */
    public ProcessError withStack(Optional<String> trace) {
        return new ProcessError(step, attempt, type, message, code, trace);
    }

    /** @return the step that failed, or during which it happened */
    public String step() {
        return step;
    }

    /** @return which attempt of it, from 1 */
    public int attempt() {
        return attempt;
    }

    /** @return the class name of the exception */
    public String type() {
        return type;
    }

    /** @return what the exception says, or a sentence of ours */
    public String message() {
        return message;
    }

    /**
     * @return the error code that the exception carries, see {@link StepException#code()} and
     *         {@link SQLException#getErrorCode()}; empty if it has none
     */
    public Optional<Integer> code() {
        return code;
    }

    /** @return the stack trace of the failed step; empty where no code of a step failed */
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
