package io.processmanager.store.search;

import io.processmanager.view.ProcessQuery;
import java.time.Instant;
import java.util.HexFormat;
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

    /** The last time that a pid can contain. */
    private static final long LAST_MILLIS = (1L << 48) - 1;

    /** @return what the query leaves by time of creation and position: pids begin with the former */
    static PidRange of(ProcessQuery query) {
        PidRange created = new PidRange(query.createdAfter().map(PidRange::beginning).orElse(ALL.from), query.createdBefore().map(PidRange::beginning).orElse(ALL.below));
        return query.after().map(PagePosition::parse).map(position -> new PidRange(created.from, least(position.pid(), created.below))).orElse(created);
    }

    /** The first whole millisecond from then on. */
    private static String beginning(Instant time) {
        long millis = time.isBefore(Instant.EPOCH) ? 0 : time.isAfter(Instant.ofEpochMilli(LAST_MILLIS)) ? LAST_MILLIS : time.plusNanos(999_999).toEpochMilli();
        return HexFormat.of().toHexDigits(millis, 12);
    }

    private static String least(String one, String other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** @return those with this prefix, ignoring case; empty if no pid can have it */
    Optional<PidRange> beginningWith(String text) {
        String beginning = text.toLowerCase(Locale.ROOT);
        if (!BEGINNING.matcher(beginning).matches()) {
            return Optional.empty();
        }
        return Optional.of(new PidRange(beginning.compareTo(from) < 0 ? from : beginning, least(beginning + ALL.below, below)));
    }
}
