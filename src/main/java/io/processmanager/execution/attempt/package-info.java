/** One attempt at a step: input, deadline, stop and outcome. Knows neither tables nor batch jobs. */
package io.processmanager.execution.attempt;
