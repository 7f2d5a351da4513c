package io.processmanager.view;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Which processes to list: {@link #ALL}, narrowed. Immutable. */
public final class ProcessQuery {

    public static final int MAX_LIMIT = 500;

    /** All processes, 50 a page. */
    public static final ProcessQuery ALL = new ProcessQuery(new EnumMap<>(Map.of(Part.LIMIT, 50)));

    /** The given parts; any process matches one that is missing. */
    private final Map<Part, Object> parts;

    private enum Part {
        STATE, NAME, TEXT, QUEUE, TAG, SCHEDULE, PARENT, FAILED_RUNS, CREATED_AFTER, CREATED_BEFORE, LIMIT, AFTER
    }

    private ProcessQuery(Map<Part, Object> parts) {
        this.parts = parts;
    }

    private ProcessQuery with(Part part, Object value) {
        Map<Part, Object> changed = new EnumMap<>(parts);
        if (value == null) {
            changed.remove(part);
        } else {
            changed.put(part, value);
        }
        return new ProcessQuery(changed);
    }

    private <T> Optional<T> part(Part part, Class<T> type) {
        return Optional.ofNullable(type.cast(parts.get(part)));
    }

    /**
     * @param wanted the state; null for any
     * @return a copy with this state
     */
    public ProcessQuery withState(ProcessState wanted) {
        return with(Part.STATE, wanted);
    }

    /**
     * @param wanted the exact name; null for any
     * @return a copy with this name
     */
    public ProcessQuery withName(String wanted) {
        return with(Part.NAME, wanted);
    }

    /**
     * @param wanted a prefix of the name or pid, case-insensitive; null for any
     * @return a copy with this text
     */
    public ProcessQuery withText(String wanted) {
        return with(Part.TEXT, wanted);
    }

    /**
     * @param wanted the queue; null for any
     * @return a copy with this queue
     */
    public ProcessQuery withQueue(String wanted) {
        return with(Part.QUEUE, wanted);
    }

    /**
     * @param wanted one of the tags; null for any
     * @return a copy with this tag
     */
    public ProcessQuery withTag(String wanted) {
        return with(Part.TAG, wanted);
    }

    /**
     * @param wanted the schedule that started them; null for any
     * @return a copy with this schedule
     */
    public ProcessQuery withSchedule(String wanted) {
        return with(Part.SCHEDULE, wanted);
    }

    /**
     * @param wanted the pid of the process that started them; null for any
     * @return a copy with this parent
     */
    public ProcessQuery withParent(String wanted) {
        return with(Part.PARENT, wanted);
    }

    /**
     * @param wanted whether a run must have failed since the last success
     * @return a copy with or without this condition
     */
    public ProcessQuery withFailedRuns(boolean wanted) {
        return with(Part.FAILED_RUNS, wanted ? true : null);
    }

    /**
     * @param from the earliest time of creation, to the millisecond; null for any
     * @return a copy with this bound
     */
    public ProcessQuery withCreatedAfter(Instant from) {
        return with(Part.CREATED_AFTER, from);
    }

    /**
     * @param below the time before which they were created, to the millisecond; null for any
     * @return a copy with this bound
     */
    public ProcessQuery withCreatedBefore(Instant below) {
        return with(Part.CREATED_BEFORE, below);
    }

    /**
     * @param most the page size, 1 to 500; checked on use
     * @return a copy with this limit
     */
    public ProcessQuery withLimit(int most) {
        return with(Part.LIMIT, most);
    }

    /**
     * @param position {@link ProcessPage#next()} of the previous page; null for the beginning
     * @return a copy with this position
     */
    public ProcessQuery withAfter(String position) {
        return with(Part.AFTER, position);
    }

    /** @return the state; empty for any */
    public Optional<ProcessState> state() {
        return part(Part.STATE, ProcessState.class);
    }

    /** @return the exact name; empty for any */
    public Optional<String> name() {
        return part(Part.NAME, String.class);
    }

    /** @return the prefix of the name or pid, case-insensitive; empty for any */
    public Optional<String> text() {
        return part(Part.TEXT, String.class);
    }

    /** @return the earliest time of creation; empty for any */
    public Optional<Instant> createdAfter() {
        return part(Part.CREATED_AFTER, Instant.class);
    }

    /** @return the time before which they were created; empty for any */
    public Optional<Instant> createdBefore() {
        return part(Part.CREATED_BEFORE, Instant.class);
    }

    /** @return the queue; empty for any */
    public Optional<String> queue() {
        return part(Part.QUEUE, String.class);
    }

    /** @return one of the tags; empty for any */
    public Optional<String> tag() {
        return part(Part.TAG, String.class);
    }

    /** @return the schedule that started them; empty for any */
    public Optional<String> schedule() {
        return part(Part.SCHEDULE, String.class);
    }

    /** @return the process that started them; empty for any */
    public Optional<String> parent() {
        return part(Part.PARENT, String.class);
    }

    /** @return whether a run must have failed since the last success */
    public boolean failedRuns() {
        return parts.containsKey(Part.FAILED_RUNS);
    }

    /** @return the page size */
    public int limit() {
        return part(Part.LIMIT, Integer.class).orElseThrow();
    }

    /** @return the position to continue from; empty for the beginning */
    public Optional<String> after() {
        return part(Part.AFTER, String.class);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProcessQuery query && parts.equals(query.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    @Override
    public String toString() {
        return "ProcessQuery" + parts;
    }
}
