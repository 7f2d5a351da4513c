package io.processmanager.manager.bulk;

import io.processmanager.json.JsonMapping;
import io.processmanager.store.entity.Pids;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a bulk change has come, from the newest process to the oldest.
 *
 * @param first the first match; empty before
 * @param after the last match that is done with; empty before the first
 * @param matched how many have matched; the others are {@link #skipped}
 */
record BulkPosition(Optional<String> first, Optional<String> after, long matched, long changed) {

    static final BulkPosition BEGINNING = new BulkPosition(Optional.empty(), Optional.empty(), 0, 0);

    private static final String FIRST = "first";
    private static final String AFTER = "after";
    private static final String MATCHED = "matched";
    private static final String CHANGED = "changed";
    private static final int NEARLY_DONE = 99;

    static BulkPosition parse(JsonObject json) {
        return json.containsKey(AFTER) ? new BulkPosition(Optional.of(json.getString(FIRST)), Optional.of(json.getString(AFTER)), json.getJsonNumber(MATCHED).longValue(),
                json.getJsonNumber(CHANGED).longValue()) : BEGINNING;
    }

    JsonObject json() {
        JsonObjectBuilder json = JsonMapping.JSON.createObjectBuilder();
        first.ifPresent(pid -> json.add(FIRST, pid));
        after.ifPresent(pid -> json.add(AFTER, pid));
        return json.add(MATCHED, matched).add(CHANGED, changed).build();
    }

    /** @return the position after further matches, of which the last has this pid */
    BulkPosition after(String pid, int furtherMatched, int furtherChanged) {
        return new BulkPosition(first.or(() -> Optional.of(pid)), Optional.of(pid), matched + furtherMatched, changed + furtherChanged);
    }

    long skipped() {
        return matched - changed;
    }

    /** @return the output of the process */
    JsonObject counts() {
        return JsonMapping.JSON.createObjectBuilder().add(MATCHED, matched).add(CHANGED, changed).add("skipped", skipped()).build();
    }

    String text() {
        return String.format(Locale.ROOT, "%,d matched: %,d changed, %,d skipped", matched, changed, skipped());
    }

    /**
     * Matches are not counted beforehand, so this is the share of the time in which the processes were created.
     *
     * @param oldest the last pid that can match
     */
    int percent(String oldest) {
        if (first.isEmpty() || after.isEmpty()) {
            return 0;
        }
        long newestMillis = Pids.millis(first.get());
        long all = newestMillis - Pids.millis(oldest);
        return all <= 0 ? NEARLY_DONE : (int) Math.min(NEARLY_DONE, 100 * (newestMillis - Pids.millis(after.get())) / all);
    }
}
