package io.processmanager.view;

import java.util.List;
import java.util.Optional;

/**
 * Some of the processes that a query asks for, newest first.
 *
 * @param items the processes, without their steps and outputs
 * @param next where to go on, if there are more
 */
public record ProcessPage(List<ProcessInfo> items, Optional<String> next) {

    public ProcessPage {
        items = List.copyOf(items);
    }
}
