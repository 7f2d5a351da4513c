/** The connections that a step leaves open, and the transactions that it begins, as each server knows them. Knows nothing of steps, and uses no other package of the project. */
package io.processmanager.execution.connections;
