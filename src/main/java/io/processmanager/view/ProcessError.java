package io.processmanager.view;

import io.processmanager.StepException;
import io.processmanager.text.StorableText;
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

    /** More than this many characters of a message are cut off. */
    private static final int LONGEST_MESSAGE = 100_000;

    /**
     * @param step the name of the step
     * @param attempt which attempt, from 1
     * @param type the class of exception that names this kind of error
     * @param message what happened and what to do
     * @return the error without a stack trace, for what no code of a step has thrown
     */
    public static ProcessError of(String step, int attempt, Class<? extends Throwable> type, String message) {
        return new ProcessError(step, attempt, type.getName(), Optional.empty(), StorableText.of(message, LONGEST_MESSAGE), Optional.empty());
    }
}
