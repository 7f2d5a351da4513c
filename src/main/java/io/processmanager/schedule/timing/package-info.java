/**
 * When a schedule fires, by the calendar and the clock changes of its zone, and the check of a schedule. The only user
 * of cron-utils. Uses {@code schedule}, {@code definition} and {@code configuration}.
 */
package io.processmanager.schedule.timing;
