/**
 * The entry points' implementation: validates, changes the store in the caller's transaction, wakes the runner. Uses
 * everything but {@code rest}, which knows only the interfaces.
 */
package io.processmanager.manager;
