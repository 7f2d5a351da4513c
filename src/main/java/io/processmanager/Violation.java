package io.processmanager;

/**
 * One thing that is wrong with what a caller has given.
 *
 * @param field where, as a path: {@code steps.fetch.args[0]}
 * @param message what is wrong and what would be right
 */
public record Violation(String field, String message) {
}
