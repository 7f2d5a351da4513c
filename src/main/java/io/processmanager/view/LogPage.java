package io.processmanager.view;

import java.util.List;
import java.util.Optional;

/**
 * Some of the lines that the steps of a process have written.
 *
 * @param items the lines, oldest first
 * @param next where to go on: the position after the last line shown; empty if there is no line at all
 */
public record LogPage(List<LogLine> items, Optional<String> next) {

    public LogPage {
        items = List.copyOf(items);
    }
}
