/** How much a node executes at a time: slots for jobs and steps, how far ahead it claims, and the time that a process has left. */
package io.processmanager.runner.capacity;
