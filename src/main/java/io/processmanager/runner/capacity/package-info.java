/**
 * A node's capacity: job and step slots, claiming ahead, running time, the heap, and whether it is to claim at all. Uses
 * only {@code configuration} and {@code view}.
 */
package io.processmanager.runner.capacity;
