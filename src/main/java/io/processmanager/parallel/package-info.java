/**
 * Items that are farmed out to workers: a controller takes them one by one and delivers the results to its caller. Knows
 * nothing of processes and steps; {@link io.processmanager.StepContext#parallel} gives steps a controller.
 */
package io.processmanager.parallel;
