package io.processmanager.view;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which processes to list: {@link #ALL}, narrowed. Immutable. */
public final class ProcessQuery {

    public static final int MAX_LIMIT = 500;

    /** All processes, 50 a page. */
    public static final ProcessQuery ALL = new ProcessQuery(null, null, null, null, null, 50, null);

    private final ProcessState state;
    private final String name;
    private final String text;
    private final String queue;
    private final String tag;
    private final int limit;
    private final String after;

    private ProcessQuery(ProcessState state, String name, String text, String queue, String tag, int limit,
            String after) {
        this.state = state;
        this.name = name;
        this.text = text;
        this.queue = queue;
        this.tag = tag;
        this.limit = limit;
        this.after = after;
    }

    /**
     * @param wanted the state; null for any
     * @return a copy with this state
     */
    public ProcessQuery withState(ProcessState wanted) {
        return new ProcessQuery(wanted, name, text, queue, tag, limit, after);
    }

    /**
     * @param wanted the exact name; null for any
     * @return a copy with this name
     */
    public ProcessQuery withName(String wanted) {
        return new ProcessQuery(state, wanted, text, queue, tag, limit, after);
    }

    /**
     * @param wanted a prefix of the name or pid, case-insensitive; null for any
     * @return a copy with this text
     */
    public ProcessQuery withText(String wanted) {
        return new ProcessQuery(state, name, wanted, queue, tag, limit, after);
    }

    /**
     * @param wanted the queue; null for any
     * @return a copy with this queue
     */
    public ProcessQuery withQueue(String wanted) {
        return new ProcessQuery(state, name, text, wanted, tag, limit, after);
    }

    /**
     * @param wanted one of the tags; null for any
     * @return a copy with this tag
     */
    public ProcessQuery withTag(String wanted) {
        return new ProcessQuery(state, name, text, queue, wanted, limit, after);
    }

    /**
     * @param most the page size, 1 to 500; checked on use
     * @return a copy with this limit
     */
    public ProcessQuery withLimit(int most) {
        return new ProcessQuery(state, name, text, queue, tag, most, after);
    }

    /**
     * @param position {@link ProcessPage#next()} of the previous page; null for the beginning
     * @return a copy with this position
     */
    public ProcessQuery withAfter(String position) {
        return new ProcessQuery(state, name, text, queue, tag, limit, position);
    }

    /** @return the state; empty for any */
    public Optional<ProcessState> state() {
        return Optional.ofNullable(state);
    }

    /** @return the exact name; empty for any */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** @return the prefix of the name or pid, case-insensitive; empty for any */
    public Optional<String> text() {
        return Optional.ofNullable(text);
    }

    /** @return the queue; empty for any */
    public Optional<String> queue() {
        return Optional.ofNullable(queue);
    }

    /** @return one of the tags; empty for any */
    public Optional<String> tag() {
        return Optional.ofNullable(tag);
    }

    /** @return the page size */
    public int limit() {
        return limit;
    }

    /** @return the position to continue from; empty for the beginning */
    public Optional<String> after() {
        return Optional.ofNullable(after);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProcessQuery query && parts().equals(query.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    @Override
    public String toString() {
        return "ProcessQuery" + parts();
    }

    private List<Object> parts() {
        return Arrays.asList(state, name, text, queue, tag, limit, after);
    }
}
