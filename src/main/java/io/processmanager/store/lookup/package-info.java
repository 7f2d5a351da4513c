/** Look-ups of processes and their logs, and of runners. */
package io.processmanager.store.lookup;
