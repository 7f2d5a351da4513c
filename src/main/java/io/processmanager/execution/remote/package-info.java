/**
 * Isolated steps, as the server sees them: each is executed by a Java virtual machine of its own, a child that is kept
 * for the next one if nothing has gone wrong. What the child does is in {@code io.processmanager.remote}.
 */
package io.processmanager.execution.remote;
