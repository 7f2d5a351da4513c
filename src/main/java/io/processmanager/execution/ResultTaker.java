package io.processmanager.execution;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes the result of a step on the very thread that has executed it. Whoever waits for the attempt is woken once only, when all is done: each thread that is
 * woken in between would cost about as much as a small step.
 */
@FunctionalInterface
public interface ResultTaker {

    /** Leaves the result to whoever waits for it. */
    ResultTaker NONE = returned -> CompletableFuture.completedFuture(null);

    /**
     * @param returned what the step has returned, in time and wanted; nobody can stop the attempt any more
     * @return completed when nothing more is to be waited for, whatever has become of it
     */
    CompletionStage<?> take(StepOutcome.Returned returned);
}
