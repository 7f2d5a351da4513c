package io.processmanager.view;

import java.util.Optional;

/**
 * Which processes to list.
 *
 * @param state only those in this state
 * @param name only those of exactly this name
 * @param text only those whose name or pid begins with this text; upper and lower case are the same
 * @param limit how many at most, 1 to 500
 * @param after go on after this position, which a {@link ProcessPage} before has given
 */
public record ProcessQuery(Optional<ProcessState> state, Optional<String> name, Optional<String> text, int limit, Optional<String> after) {

    /** The largest page. */
    public static final int MAX_LIMIT = 500;

    /** All processes, 50 a page. */
    public static final ProcessQuery ALL = new ProcessQuery(Optional.empty(), Optional.empty(), Optional.empty(), 50, Optional.empty());
}
