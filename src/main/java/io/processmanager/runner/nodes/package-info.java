/**
 * This node among the others: its description and lease, and signals between runners. Signals only save time: the poll
 * finds whatever was missed. Uses only {@code store}, {@code database}, {@code configuration}, {@code text} and
 * {@code view}.
 */
package io.processmanager.runner.nodes;
