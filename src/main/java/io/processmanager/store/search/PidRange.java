package io.processmanager.store.search;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of pids: lower-case hexadecimal digits, ordered alike in every collation.
 *
 * @param from the first pid, or its beginning
 * @param below exclusive upper bound
 */
record PidRange(String from, String below) {

    static final PidRange ALL = new PidRange("", "g");
    private static final Pattern BEGINNING = Pattern.compile("[0-9a-f]{1,32}");

    /** @param after the last process of the previous page, if any */
    static PidRange after(Optional<String> after) {
        return after.map(PagePosition::parse).map(position -> new PidRange(ALL.from, position.pid())).orElse(ALL);
    }

    /** @return those with this prefix, ignoring case; empty if no pid can have it */
    Optional<PidRange> beginningWith(String text) {
        String beginning = text.toLowerCase(Locale.ROOT);
        if (!BEGINNING.matcher(beginning).matches()) {
            return Optional.empty();
        }
        String end = beginning + ALL.below;
        return Optional.of(new PidRange(beginning, end.compareTo(below) < 0 ? end : below));
    }
}
