package io.processmanager.execution;

import io.processmanager.StepException;
import io.processmanager.text.FailureText;
import io.processmanager.view.ProcessError;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Converts a throwable to a {@link ProcessError}. */
public final class ThrownError {

    private ThrownError() {
    }

    /**
     * @param attempt from 1
     * @return the error; message and stack trace are each cut after 100,000 characters
     */
    public static ProcessError of(String step, int attempt, Throwable failure) {
        return of(step, attempt, failure, UnaryOperator.identity());
    }

    /**
     * @param cut removes irrelevant stack frames
     * @return the error, with the same limits
     */
    static ProcessError of(String step, int attempt, Throwable failure, UnaryOperator<StackTraceElement[]> cut) {
        return ProcessError.of(step, attempt, failure.getClass().getName(), FailureText.message(failure))
                .withCode(code(failure)).withStack(Optional.of(FailureText.stack(failure, cut)));
    }

    /** The code of the first {@link StepException} or {@link SQLException} in the cause chain. */
    private static Optional<Integer> code(Throwable failure) {
        Optional<Throwable> next = Optional.of(failure);
        for (int i = 0; i < FailureText.MOST_THROWABLES && next.isPresent(); i++) {
            Throwable cause = next.get();
            if (cause instanceof StepException step) {
                return FailureText.ask(step::code);
            }
            if (cause instanceof SQLException sql) {
                return FailureText.ask(sql::getErrorCode);
            }
            next = FailureText.ask(cause::getCause);
        }
        return Optional.empty();
    }
}
