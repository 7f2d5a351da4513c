/**
 * Operating-system processes that steps start: their streams, their end with all that they have started, and a guard
 * that ends them when the server is gone. Knows no process of the process manager.
 */
package io.processmanager.child;
