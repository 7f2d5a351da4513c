/** How processes wait for their turn, as stored, and the lanes in which claims search for them. */
package io.processmanager.store.queue;
