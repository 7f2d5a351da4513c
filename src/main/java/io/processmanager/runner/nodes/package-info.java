/**
 * Signals between runners. They only save time: the poll finds whatever was missed. Uses only {@code store},
 * {@code database} and {@code configuration}.
 */
package io.processmanager.runner.nodes;
