package io.processmanager;

/**
 * A step after which the process waits until somebody calls {@code proceed}. The data given there is merged (RFC 7396) over the
 * output of this step, and the result is the input of the next one. Nothing is held while a process waits: no thread, no memory, no job.
 *
 * @param <I> what the step takes
 * @param <O> what the step returns and whoever proceeds may look at
 */
@FunctionalInterface
public interface InterruptingProcessStep<I, O> extends ProcessStep<I, O> {
}
