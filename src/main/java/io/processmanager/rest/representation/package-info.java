/**
 * JSON representations: snake_case, every field present, null for no value, times in UTC with milliseconds, durations
 * in seconds. Must not know how requests are read.
 */
package io.processmanager.rest.representation;
