/**
 * The entry point behind {@link io.processmanager.ProcessManager}: checks what it is given, changes the store in the caller's transaction, and
 * wakes the runner. Uses everything but {@code rest}, which knows it by its interface only.
 */
package io.processmanager.manager;
