/** A node's capacity: job and step slots, claiming ahead, running time. Uses no other package. */
package io.processmanager.runner.capacity;
