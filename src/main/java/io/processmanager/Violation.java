package io.processmanager;

/**
 * One error in a caller's input.
 *
 * @param field the path, such as {@code steps.fetch.args[0]}
 * @param message what is wrong and what is expected
 */
public record Violation(String field, String message) {
}
