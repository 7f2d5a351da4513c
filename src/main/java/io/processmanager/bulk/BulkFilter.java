package io.processmanager.bulk;

import io.processmanager.Violation;
import io.processmanager.view.ProcessQuery;
import java.util.ArrayList;
import java.util.List;

/** Which queries a bulk change takes as its filter. */
public final class BulkFilter {

    public static final String STATUS = "status";
    public static final String NAME = "name";
    public static final String QUEUE = "queue";
    public static final String TAG = "tag";
    public static final String SCHEDULE = "schedule";
    public static final String CREATED_AFTER = "created_after";
    public static final String CREATED_BEFORE = "created_before";

    /** The fields of its JSON. */
    public static final List<String> FIELDS = List.of(STATUS, NAME, QUEUE, TAG, SCHEDULE, CREATED_BEFORE, CREATED_AFTER);

    private BulkFilter() {
    }

    /** @return what is wrong with a filter: it would concern every process or none, or is a page */
    public static List<Violation> violations(ProcessQuery filter) {
        List<Violation> violations = new ArrayList<>();
        if (filter.equals(ProcessQuery.ALL)) {
            violations.add(new Violation("filter", "is missing or empty; nothing is done to all processes at once, so give at least one of " + String.join(", ", FIELDS)));
        }
        if (!filter.equals(filter.withText(null).withAfter(null).withLimit(ProcessQuery.ALL.limit()))) {
            violations.add(new Violation("filter", "has a text, limit or position, which a bulk change does not take"));
        }
        filter.createdAfter().ifPresent(after -> filter.createdBefore().filter(before -> !before.isAfter(after))
                .ifPresent(before -> violations.add(new Violation("filter." + CREATED_BEFORE, "expected a later time than that of " + CREATED_AFTER))));
        return violations;
    }
}
