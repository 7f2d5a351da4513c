package io.processmanager.store.search;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Some pids that follow each other. They have hexadecimal digits only, in lower case, and digits come before letters in the order of every language.
 *
 * @param from the first of them, or its beginning
 * @param below what comes after the last of them
 */
record PidRange(String from, String below) {

    static final PidRange ALL = new PidRange("", "g");
    private static final Pattern BEGINNING = Pattern.compile("[0-9a-f]{1,32}");

    /**
     * @param after the last process of the page before, if there is one
     * @return the pids of older processes
     */
    static PidRange after(Optional<String> after) {
        return after.map(PagePosition::parse).map(position -> new PidRange(ALL.from, position.pid())).orElse(ALL);
    }

    /** @return those of them that begin with a text in upper or lower case; nothing if no pid can begin so */
    Optional<PidRange> beginningWith(String text) {
        String beginning = text.toLowerCase(Locale.ROOT);
        if (!BEGINNING.matcher(beginning).matches()) {
            return Optional.empty();
        }
        String end = beginning + ALL.below;
        return Optional.of(new PidRange(beginning, end.compareTo(below) < 0 ? end : below));
    }
}
