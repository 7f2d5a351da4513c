/** Schedules over HTTP. Uses {@code schedule} and the parts of {@code rest}. */
package io.processmanager.rest.schedule;
