/** How processes wait for their turn, as stored. */
package io.processmanager.store.queue;
