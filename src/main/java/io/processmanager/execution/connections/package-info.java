/**
 * Server-specific access to open connections and begun transactions. Knows no steps; uses no other package of the
 * project.
 */
package io.processmanager.execution.connections;
