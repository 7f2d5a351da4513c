/**
 * Built-in step types, written like custom ones: they use only the root package, {@code json},
 * {@code configuration} and {@code child}.
 */
package io.processmanager.steps;
