/**
 * The tables of the process manager and all code that knows them; here the changes that callers make, and the outcome
 * of failed commits. Times are the database's clock. Uses {@code database}, {@code configuration}, the root package
 * and what that uses.
 */
package io.processmanager.store;
