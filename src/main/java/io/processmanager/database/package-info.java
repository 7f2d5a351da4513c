/**
 * The database as such: connections, dialects, errors, clock, outages. Like the packages below it, knows no process;
 * uses only the root package (exceptions) and {@code configuration}.
 */
package io.processmanager.database;
