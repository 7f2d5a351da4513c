/**
 * The tables of child processes: which process has started which, and what it waits for. Must not know runners, and
 * decides nothing.
 */
package io.processmanager.store.children;
