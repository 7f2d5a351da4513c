package io.processmanager;

/**
 * A step after which the process waits for {@code proceed}, whose data is merged (RFC 7396) over this step's output as
 * input of the next. A waiting process holds no thread, memory or job.
 *
 * @param <I> the input type
 * @param <O> the output type
 */
@FunctionalInterface
public interface InterruptingProcessStep<I, O> extends ProcessStep<I, O> {
}
