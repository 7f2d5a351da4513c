/**
 * The runner of a node: the EJB timer and its work (claim, heartbeat, rescue, retention), the processes it executes, and
 * {@link io.processmanager.runner.DurableProcessManager}, which wakes it. Uses {@code store}, {@code database}, {@code execution}, {@code batch},
 * {@code configuration} and the root package; none of them knows it.
 */
package io.processmanager.runner;
