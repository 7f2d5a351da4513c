/** When something becomes due, and the timers for it. Knows neither processes nor schedules; uses {@code database} for its clock. */
package io.processmanager.runner.alarm;
