/**
 * Restores the thread, ends transactions and closes connections after each attempt. Knows neither tables nor batch
 * jobs.
 */
package io.processmanager.execution.isolation;
