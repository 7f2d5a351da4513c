/** The queues: what they hold, and their limits. */
package io.processmanager.rest.queue;
