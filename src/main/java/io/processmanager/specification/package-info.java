/**
 * Reads specifications of processes from JSON strictly: whatever is not understood is refused with its position. Used for
 * requests, and for steps whose arguments contain specifications.
 */
package io.processmanager.specification;
