/**
 * Recurring processes: the entry point {@link io.processmanager.schedule.Schedules}, what a schedule is, and how
 * applications declare schedules and plugins in code. Uses the root package; {@code timing} also {@code json}, {@code
 * configuration}, {@code text} and {@code definition}.
 */
package io.processmanager.schedule;
