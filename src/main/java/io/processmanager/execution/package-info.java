/**
 * The execution of one step: {@link io.processmanager.execution.StepRunner} makes it, maps its input, captures its output and records what it
 * throws; also the synchronous {@link io.processmanager.StepExecutor}. Knows neither tables nor batch jobs. Uses {@code definition}, {@code capture},
 * {@code threads} and what those may use.
 */
package io.processmanager.execution;
