package io.processmanager.execution;

import io.processmanager.StepException;
import io.processmanager.text.FailureText;
import io.processmanager.view.ProcessError;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a process keeps of a throwable. */
final class ThrownError {

    private ThrownError() {
    }

    /**
     * @param step the name of the step
     * @param attempt which attempt, from 1
     * @param failure what it threw
     * @return the error with the stack trace; what it says is cut off after 100,000 characters, and so is the stack trace
     */
    static ProcessError of(String step, int attempt, Throwable failure) {
        return of(step, attempt, failure, UnaryOperator.identity());
    }

    /**
     * @param step the name of the step
     * @param attempt which attempt, from 1
     * @param failure what it threw
     * @param cut leaves out those frames of a stack trace that are of no interest
     * @return likewise
     */
    static ProcessError of(String step, int attempt, Throwable failure, UnaryOperator<StackTraceElement[]> cut) {
        return ProcessError.of(step, attempt, failure.getClass().getName(), FailureText.message(failure))
                .withCode(code(failure)).withStack(Optional.of(FailureText.stack(failure, cut)));
    }

    /** The code of the first {@link StepException} or {@link SQLException} among it and its causes. */
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
