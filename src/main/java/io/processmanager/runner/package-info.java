/**
 * The runner of a node: the EJB timer and its work (claim, heartbeat, rescue, retention) and what becomes of claimed processes. Its parts:
 * {@code process} (a process while it runs), {@code capacity} (slots and claiming ahead), {@code nodes} (the lease, and other nodes). Uses {@code store},
 * {@code database}, {@code execution}, {@code batch}, {@code configuration} and the root package; only {@code manager} knows it.
 */
package io.processmanager.runner;
