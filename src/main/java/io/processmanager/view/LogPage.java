package io.processmanager.view;

import java.util.List;
import java.util.Optional;

/**
 * A page of the log of a process.
 *
 * @param items the lines, oldest first
 * @param next the position after the last line, to continue from; empty if the log is empty and no position was given
 */
public record LogPage(List<LogLine> items, Optional<String> next) {

    public LogPage {
        items = List.copyOf(items);
    }
}
