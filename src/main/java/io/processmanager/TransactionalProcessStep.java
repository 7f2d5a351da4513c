package io.processmanager;

/**
 * A step executed in the JTA transaction that writes its checkpoint. Its work in {@code jdbc/ProcessManager} (by JDBC,
 * a persistence unit on it, or services that join) commits atomically with the checkpoint: exactly once, even if the
 * server is killed. It rolls back if the step throws or its result is unwanted.
 *
 * <p>Other data sources join only if they and the server support XA. The step must not end the transaction itself; to
 * fail, throw.
 *
 * @param <I> the input type
 * @param <O> the output type
 */
@FunctionalInterface
public interface TransactionalProcessStep<I, O> extends ProcessStep<I, O> {
}
