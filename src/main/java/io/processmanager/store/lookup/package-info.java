/** Look-ups of one process, its log, its outputs, and the runners. */
package io.processmanager.store.lookup;
