/**
 * The runner of a node: EJB timers that claim, renew the lease, rescue and clean up; executes claimed processes. Uses
 * {@code store}, {@code database}, {@code execution}, {@code capture}, {@code batch}, {@code configuration},
 * {@code threads} and {@code view}; only {@code manager} knows it.
 */
package io.processmanager.runner;
