/**
 * Which completed steps of a process are compensated before it ends, and in which order. Uses the root package and
 * {@code view}.
 */
package io.processmanager.compensation;
