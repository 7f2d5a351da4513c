package io.processmanager;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Why a process or an attempt came to a bad end.
 *
 * @param step the step that failed, or during which it happened
 * @param attempt which attempt of it, from 1
 * @param type the class name of the exception
 * @param code the error code that the exception carries, if it has one: see {@link StepException#code()} and
 *         {@link SQLException#getErrorCode()}
 * @param message what the exception says, or a sentence of ours
 * @param stack the stack trace of the failed step; empty where no code of a step failed
 */
public record ProcessError(String step, int attempt, String type, Optional<Integer> code, String message, Optional<String> stack) {

    /** More than this many characters of a stack trace or a message are cut off. */
    private static final int LONGEST_TEXT = 100_000;

    /**
     * @param step the name of the step
     * @param attempt which attempt, from 1
     * @param failure what it threw
     * @return the error with the full stack trace, cut off after 100,000 characters
     */
    public static ProcessError of(String step, int attempt, Throwable failure) {
        StringWriter stack = new StringWriter();
        failure.printStackTrace(new PrintWriter(stack, true));
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new ProcessError(step, attempt, failure.getClass().getName(), codeOf(failure), cut(message), Optional.of(cut(stack.toString())));
    }

    /**
     * @param step the name of the step
     * @param attempt which attempt, from 1
     * @param type the class of exception that names this kind of error
     * @param message what happened and what to do
     * @return the error without a stack trace, for what no code of a step has thrown
     */
    public static ProcessError of(String step, int attempt, Class<? extends Throwable> type, String message) {
        return new ProcessError(step, attempt, type.getName(), Optional.empty(), cut(message), Optional.empty());
    }

    private static Optional<Integer> codeOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StepException step) {
                return Optional.of(step.code());
            }
            if (cause instanceof SQLException sql) {
                return Optional.of(sql.getErrorCode());
            }
        }
        return Optional.empty();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }
}
