package io.processmanager.view;

import java.util.List;
import java.util.Optional;

/**
 * A page of processes, newest first.
 *
 * @param items the processes, without steps and outputs
 * @param next the position to continue from; empty on the last page
 */
public record ProcessPage(List<ProcessInfo> items, Optional<String> next) {

    public ProcessPage {
        items = List.copyOf(items);
    }
}
