/**
 * How the things of the product look in JSON: snake_case, every field present, null where there is no value, times in UTC with
 * milliseconds, durations in seconds. Uses the root package and the description of step types.
 */
package io.processmanager.rest.representation;
