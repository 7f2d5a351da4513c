/** Limits of queues: their rows, the places and rates that are left, and the claim that keeps to them. */
package io.processmanager.store.limit;
