/** Notification of changes to processes, and who waits while one is being changed. */
package io.processmanager.store.change;
