/**
 * The step types of the deployment, the check of a specification, and the construction of a step from it. What Java's types can take of
 * JSON is in {@code shape}. Uses the root package, {@code json}, {@code text} and {@code configuration}.
 */
package io.processmanager.definition;
