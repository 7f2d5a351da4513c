/**
 * What a runner tells: the reports of a running attempt, for the process's record, and messages to administrators. Must
 * not know what becomes of the process.
 */
package io.processmanager.runner.report;
