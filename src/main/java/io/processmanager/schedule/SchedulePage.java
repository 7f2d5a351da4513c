package io.processmanager.schedule;

import java.util.List;
import java.util.Optional;

/**
 * Some of the schedules, by name.
 *
 * @param items the schedules
 * @param next where to go on, if there are more
 */
public record SchedulePage(List<ScheduleInfo> items, Optional<String> next) {

    /** The largest page. */
    public static final int MAX_LIMIT = 500;

    public SchedulePage {
        items = List.copyOf(items);
    }
}
