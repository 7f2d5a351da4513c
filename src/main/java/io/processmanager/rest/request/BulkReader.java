package io.processmanager.rest.request;

import io.processmanager.bulk.BulkAction;
import io.processmanager.bulk.BulkFilter;
import io.processmanager.specification.FieldReader;
import io.processmanager.specification.SentObject;
import io.processmanager.rest.problem.ProblemException;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads which change is to be made to which processes. */
public final class BulkReader {

    private static final String ACTION = "action";
    private static final String FILTER = "filter";
    private static final String REASON = "reason";
    private static final int LONGEST = 200;

    private BulkReader() {
    }

    /** @param filter to be checked when the change is started */
    public record Change(BulkAction action, ProcessQuery filter, Optional<String> reason) {
    }

    /**
     * @param body sent by the client
     * @return the change
     * @throws ProblemException with all violations
     */
    public static Change read(SentObject body) {
        return ActionReader.read(Optional.of(body), List.of(ACTION, FILTER, REASON), fields -> {
            Optional<BulkAction> action = fields.oneOf(ACTION, BulkAction.values(), BulkAction::jsonName);
            if (action.isEmpty() && !fields.hasRefused(ACTION)) {
                fields.refuse(ACTION, "is missing; expected one of " + Arrays.stream(BulkAction.values()).map(BulkAction::jsonName).collect(Collectors.joining(", ")));
            }
            Optional<FieldReader> parts = fields.within(FILTER, BulkFilter.FIELDS);
            ProcessQuery filter = parts.map(BulkReader::filter).orElse(ProcessQuery.ALL);
            // What is left of a wrong filter may be empty.
            if (!fields.hasRefused(FILTER) && parts.filter(FieldReader::hasRefusedAny).isEmpty()) {
                BulkFilter.violations(filter).forEach(fields::refuse);
            }
            return new Change(action.orElse(null), filter, ActionReader.reason(fields));
        });
    }

    /** An empty one would match nothing, or seem to match everything. */
    private static String label(FieldReader fields, String field) {
        Optional<String> label = fields.text(field);
        label.filter(text -> text.isEmpty() || text.length() > LONGEST || text.indexOf('\0') >= 0)
                .ifPresent(text -> fields.refuse(field, "expected 1 to " + LONGEST + " characters, none of them the null character"));
        return label.orElse(null);
    }

    private static ProcessQuery filter(FieldReader fields) {
        return ProcessQuery.ALL.withName(label(fields, BulkFilter.NAME)).withQueue(label(fields, BulkFilter.QUEUE)).withTag(label(fields, BulkFilter.TAG))
                .withSchedule(label(fields, BulkFilter.SCHEDULE))
                .withState(fields.oneOf(BulkFilter.STATUS, ProcessState.values(), ProcessState::jsonName).orElse(null))
                .withCreatedBefore(fields.time(BulkFilter.CREATED_BEFORE).orElse(null))
                .withCreatedAfter(fields.time(BulkFilter.CREATED_AFTER).orElse(null));
    }
}
