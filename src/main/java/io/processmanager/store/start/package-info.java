/**
 * Inserts new processes, in the caller's transaction or by group commit; claimed at once if this node's runner has a
 * slot.
 */
package io.processmanager.store.start;
