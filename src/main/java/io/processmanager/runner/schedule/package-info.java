/**
 * The firing of schedules on this node, those that are declared in code, and the plugins that are asked what to start.
 * Uses {@code store.schedule},
 * {@code schedule}, {@code definition} and {@code database}; of the runner, only the lease.
 */
package io.processmanager.runner.schedule;
