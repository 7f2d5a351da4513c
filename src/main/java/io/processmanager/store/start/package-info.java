/** The insert of new processes: in the caller's transaction, or by a group commit; claimed at once where the runner of this node has a slot. */
package io.processmanager.store.start;
