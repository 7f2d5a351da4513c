package io.processmanager.runner.nodes;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message from one node to all.
 *
 * @param node sender's name, new after each start
 * @param kind message
 */
record Signal(String node, Kind kind) {

    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{32}) ([a-z]+)");

    enum Kind {
        /** The sender listens. */
        HERE,
        /** The queue holds something the sender cannot take. */
        QUEUED,
        /** Cancels a process that does not run on the sender. */
        CANCELLED,
        /** A schedule was made or changed. */
        SCHEDULES,
        /** Somebody has ordered a runner to pause, resume or drain. */
        ORDERED;

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String text() {
        return node + " " + kind.text();
    }

    /** @return empty for unknown text, e.g. of a later version */
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
