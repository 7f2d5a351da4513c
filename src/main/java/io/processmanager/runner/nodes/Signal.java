package io.processmanager.runner.nodes;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one node tells all.
 *
 * @param node who says so; a node is known by another name after each start
 * @param kind what there is to say
 */
record Signal(String node, Kind kind) {

    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{32}) ([a-z]+)");

    /** What a node has to say. */
    enum Kind {
        /** I listen. */
        HERE,
        /** There is something in the queue that I cannot take. */
        QUEUED,
        /** Somebody wants a process to be cancelled that does not run here. */
        CANCELLED;

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String text() {
        return node + " " + kind.text();
    }

    /** @return empty for what a later version may say, or somebody else */
    static Optional<Signal> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches()) {
            for (Kind kind : Kind.values()) {
                if (kind.text().equals(matcher.group(2))) {
                    return Optional.of(new Signal(matcher.group(1), kind));
                }
            }
        }
        return Optional.empty();
    }
}
