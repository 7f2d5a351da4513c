/**
 * Executes one attempt of a step, see {@link io.processmanager.execution.StepRunner}; includes the synchronous
 * {@link io.processmanager.StepExecutor}. Knows neither tables nor batch jobs; uses {@code definition},
 * {@code capture}, {@code threads} and what those may use.
 */
package io.processmanager.execution;
