/**
 * Built-in step types, written like custom ones: they use only the root package, {@code json} and
 * {@code configuration}.
 */
package io.processmanager.steps;
