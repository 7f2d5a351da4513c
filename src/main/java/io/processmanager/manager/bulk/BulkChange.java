package io.processmanager.manager.bulk;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.Violation;
import io.processmanager.bulk.BulkAction;
import io.processmanager.bulk.BulkFilter;
import io.processmanager.json.JsonMapping;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What to do to which processes; an argument of the step, so its JSON is stored.
 *
 * @param filter without text, limit and position
 */
record BulkChange(BulkAction action, ProcessQuery filter, Optional<String> reason) {

    /** @throws InvalidSpecificationException if it would concern every process, or none */
    BulkChange checked() {
        List<Violation> violations = BulkFilter.violations(filter);
        if (!violations.isEmpty()) {
            throw new InvalidSpecificationException(violations);
        }
        return this;
    }

    JsonObject json() {
        JsonObjectBuilder all = JsonMapping.JSON.createObjectBuilder().add("action", action.jsonName()).add("filter", filterJson());
        reason.ifPresent(given -> all.add("reason", given));
        return all.build();
    }

    private JsonObject filterJson() {
        JsonObjectBuilder json = JsonMapping.JSON.createObjectBuilder();
        filter.state().ifPresent(state -> json.add(BulkFilter.STATUS, state.jsonName()));
        filter.name().ifPresent(name -> json.add(BulkFilter.NAME, name));
        filter.queue().ifPresent(queue -> json.add(BulkFilter.QUEUE, queue));
        filter.tag().ifPresent(tag -> json.add(BulkFilter.TAG, tag));
        filter.schedule().ifPresent(schedule -> json.add(BulkFilter.SCHEDULE, schedule));
        filter.createdAfter().ifPresent(time -> json.add(BulkFilter.CREATED_AFTER, time.toString()));
        filter.createdBefore().ifPresent(time -> json.add(BulkFilter.CREATED_BEFORE, time.toString()));
        return json.build();
    }

    static BulkChange parse(JsonObject json) {
        JsonObject filter = json.getJsonObject("filter");
        return new BulkChange(BulkAction.valueOf(json.getString("action").toUpperCase(Locale.ROOT)), ProcessQuery.ALL
                .withState(part(filter, BulkFilter.STATUS, status -> ProcessState.valueOf(status.toUpperCase(Locale.ROOT))))
                .withName(part(filter, BulkFilter.NAME, name -> name))
                .withQueue(part(filter, BulkFilter.QUEUE, queue -> queue))
                .withTag(part(filter, BulkFilter.TAG, tag -> tag))
                .withSchedule(part(filter, BulkFilter.SCHEDULE, schedule -> schedule))
                .withCreatedAfter(part(filter, BulkFilter.CREATED_AFTER, Instant::parse))
                .withCreatedBefore(part(filter, BulkFilter.CREATED_BEFORE, Instant::parse)), Optional.ofNullable(json.getString("reason", null)));
    }

    /** @return null if the filter does not have it */
    private static <T> T part(JsonObject filter, String name, Function<String, T> read) {
        JsonValue value = filter.get(name);
        return value == null ? null : read.apply(((JsonString) value).getString());
    }

    /** @return for the log of the process that makes the change */
    String text() {
        return action.jsonName() + " of all processes that match " + filterJson() + reason.map(given -> ": " + given).orElse("");
    }
}
