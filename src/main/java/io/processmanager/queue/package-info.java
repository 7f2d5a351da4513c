/** How processes wait for their turn: queue, priority, due time and keys. Uses {@code text}. */
package io.processmanager.queue;
