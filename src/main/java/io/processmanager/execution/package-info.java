/**
 * The execution of one step: the step types of the deployment, construction of a step from its specification, the threads, the
 * deadline, the captured output; and the synchronous {@link io.processmanager.StepExecutor}. Knows neither tables nor batch jobs. Uses
 * the root package and {@code configuration}.
 */
package io.processmanager.execution;
