/** Look-ups of processes, their logs and outputs, and of runners. */
package io.processmanager.store.lookup;
