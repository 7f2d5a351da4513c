/**
 * The deployment's step types, the specification check and step construction. Uses the root package, {@code json},
 * {@code text} and {@code configuration} only.
 */
package io.processmanager.definition;
