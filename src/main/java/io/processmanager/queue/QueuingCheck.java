package io.processmanager.queue;

import io.processmanager.text.StorableText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Validates {@link Queuing} and the names of queues. */
public final class QueuingCheck {

    public static final String NAME_RULE = "expected 1 to 100 letters, digits, '-', '_' and '.'";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final int HIGHEST_PRIORITY = 9;
    private static final int LONGEST_KEY = 200;
    private static final int MOST_TAGS = 10;
    private static final int LONGEST_TAG = 50;
    private static final Duration LONGEST_DELAY = Duration.ofDays(3_650);
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private QueuingCheck() {
    }

    public static boolean isName(String queue) {
        return NAME.matcher(queue).matches();
    }

    /** @param refuse receives the field and the reason of each violation */
    public static void check(Queuing queuing, BiConsumer<String, String> refuse) {
        if (!isName(queuing.queue())) {
            refuse.accept("queue", NAME_RULE);
        }
        if (queuing.priority() < 0 || queuing.priority() > HIGHEST_PRIORITY) {
            refuse.accept("priority", "expected a whole number from 0 to " + HIGHEST_PRIORITY + ", got " + queuing.priority());
        }
        if (queuing.runAt().filter(time -> time.isAfter(LATEST)).isPresent()) {
            refuse.accept("run_at", "expected a time before the year 10000");
        }
        queuing.delay().ifPresent(delay -> checkDelay(queuing, delay, refuse));
        queuing.uniqueKey().ifPresent(key -> checkKey("unique_key", key, refuse));
        queuing.concurrencyKey().ifPresent(key -> checkKey("concurrency_key", key, refuse));
        checkTags(queuing.tags(), refuse);
    }

    private static void checkDelay(Queuing queuing, Duration delay, BiConsumer<String, String> refuse) {
        if (queuing.runAt().isPresent()) {
            refuse.accept("delay", "stands beside run_at; give one of them");
        }
        if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            refuse.accept("delay", "expected 0 to " + LONGEST_DELAY.toSeconds() + " seconds");
        }
    }

    private static void checkKey(String field, String key, BiConsumer<String, String> refuse) {
        if (key.isEmpty() || key.length() > LONGEST_KEY || !isStorable(key)) {
            refuse.accept(field, "expected 1 to " + LONGEST_KEY + " characters, none of them the null character or half a surrogate pair");
        }
    }

    private static void checkTags(List<String> tags, BiConsumer<String, String> refuse) {
        if (tags.size() > MOST_TAGS) {
            refuse.accept("tags", "expected at most " + MOST_TAGS + ", got " + tags.size());
            return;
        }
        for (int i = 0; i < tags.size(); i++) {
            String tag = tags.get(i);
            if (tag.isBlank() || tag.length() > LONGEST_TAG || !isStorable(tag) || tag.chars().anyMatch(Character::isISOControl)) {
                refuse.accept("tags[" + i + "]", "expected 1 to " + LONGEST_TAG + " characters, not only blanks and no control characters");
            } else if (tags.indexOf(tag) < i) {
                refuse.accept("tags[" + i + "]", "is given twice");
            }
        }
    }

    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && StorableText.halfPair(text) < 0;
    }

    /** An execution waits in no queue; silently ignoring what concerns one would mislead. */
    public static void refuseForExecution(Queuing queuing, BiConsumer<String, String> refuse) {
        String reason = "concerns a process, and an execution is none; start a process instead";
        refuseUnless(queuing.queue().equals(Queuing.DEFAULT_QUEUE), "queue", reason, refuse);
        refuseUnless(queuing.priority() == Queuing.DEFAULT_PRIORITY, "priority", reason, refuse);
        refuseUnless(queuing.runAt().isEmpty(), "run_at", reason, refuse);
        refuseUnless(queuing.delay().isEmpty(), "delay", reason, refuse);
        refuseUnless(queuing.uniqueKey().isEmpty(), "unique_key", reason, refuse);
        refuseUnless(queuing.concurrencyKey().isEmpty(), "concurrency_key", reason, refuse);
        refuseUnless(queuing.tags().isEmpty(), "tags", reason, refuse);
    }

    private static void refuseUnless(boolean isAbsent, String field, String reason, BiConsumer<String, String> refuse) {
        if (!isAbsent) {
            refuse.accept(field, reason);
        }
    }
}
