/** Who is told that a process has changed, and who has to wait as it is being changed. */
package io.processmanager.store.change;
