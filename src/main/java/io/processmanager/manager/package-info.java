/**
 * What is behind the entry points {@link io.processmanager.ProcessManager} and {@link io.processmanager.Runners}:
 * checks what it is given, changes the store in the caller's transaction, and wakes the runner. Uses everything but
 * {@code rest}, which knows it by its interfaces only.
 */
package io.processmanager.manager;
