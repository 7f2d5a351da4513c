package io.processmanager;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** Causes may go round in a circle. */
    private static final int DEEPEST_CAUSE = 100;

    /**
     * @param step the name of the step
     * @param attempt which attempt, from 1
     * @param failure what it threw
     * @return the error with the full stack trace, cut off after 100,000 characters
     */
    public static ProcessError of(String step, int attempt, Throwable failure) {
        return new ProcessError(step, attempt, failure.getClass().getName(), codeOf(failure), cut(messageOf(failure)), Optional.of(cut(stackOf(failure))));
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

    /** Exceptions are code of others, too: one that cannot even tell its message must be recorded all the same. */
    private static String messageOf(Throwable failure) {
        try {
            return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        } catch (RuntimeException | Error unspeakable) {
            return failure.getClass().getSimpleName();
        }
    }

    private static String stackOf(Throwable failure) {
        StringWriter stack = new StringWriter();
        try {
            failure.printStackTrace(new PrintWriter(stack, true));
        } catch (RuntimeException | Error unspeakable) {
            stack.append(failure.getClass().getName());
            Stream.of(failure.getStackTrace()).forEach(frame -> stack.append("\n\tat ").append(frame.toString()));
        }
        return stack.toString();
    }

    private static Optional<Integer> codeOf(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
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
