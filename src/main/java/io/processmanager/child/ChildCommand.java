package io.processmanager.child;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is executed. No shell takes part: each argument reaches the program as it is.
 *
 * @param words the program, by its absolute path, and its arguments
 * @param environment all environment variables that the program gets
 * @param input its standard input, which ends after that; empty if it is written by {@link Child#input}
 */
public record ChildCommand(List<String> words, Map<String, String> environment, Optional<byte[]> input) {
}
