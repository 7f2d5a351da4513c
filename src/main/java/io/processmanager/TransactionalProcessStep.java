package io.processmanager;

/**
 * A step that is executed inside a JTA transaction which also writes its checkpoint: what the step does in {@code jdbc/ProcessManager} (by JDBC,
 * by a persistence unit on that data source, or by calling container services that join the transaction) and the fact that it was done are
 * committed together, or neither is. Its effect there is therefore exactly once, even if the server is killed at any moment. If the step throws, or
 * its result is no longer wanted, everything is rolled back.
 *
 * <p>Other data sources can join only if they and the server support XA. The step must not end the transaction itself; to let it fail, throw.
 *
 * @param <I> what the step takes
 * @param <O> what the step returns
 */
@FunctionalInterface
public interface TransactionalProcessStep<I, O> extends ProcessStep<I, O> {
}
