/**
 * The database as such: connections, dialects, its errors, its clock, its outages. It, and the packages below it, know no process. Uses the root
 * package (for exceptions) and {@code configuration}.
 */
package io.processmanager.database;
