package io.processmanager.store.runs;

import io.processmanager.view.LogLine.Stream;
import io.processmanager.view.RunInfo.Printed;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How much is stored of what some runs of a process have printed. */
final class PrintedSizes {

    /** By the beginning of an index, so it reads little beyond what belongs to these runs. */
    private static final String SIZES = "select l.step, l.attempt, l.stream, sum(l.bytes), max(case when l.part = 'gap' then 1 else 0 end) from LogLineEntity l"
            + " where l.pid = :pid and l.step in :steps and l.attempt >= :first and l.attempt <= :last group by l.step, l.attempt, l.stream";

    private final Map<Attempt, Printed> sizes = new HashMap<>();

    /**
     * @param step a step
     * @param number of an attempt at it
     */
    record Attempt(String step, int number) {
    }

    private PrintedSizes() {
    }

    static PrintedSizes of(EntityManager entities, String pid, Set<Attempt> attempts) {
        PrintedSizes found = new PrintedSizes();
        if (!attempts.isEmpty()) {
            entities.createQuery(SIZES, Object[].class).setParameter("pid", pid)
                    .setParameter("steps", attempts.stream().map(Attempt::step).collect(Collectors.toSet()))
                    .setParameter("first", attempts.stream().mapToInt(Attempt::number).min().getAsInt())
                    .setParameter("last", attempts.stream().mapToInt(Attempt::number).max().getAsInt())
                    .getResultStream().forEach(found::add);
        }
        return found;
    }

    private void add(Object[] row) {
        long bytes = ((Number) row[3]).longValue();
        boolean truncated = ((Number) row[4]).intValue() == 1;
        Printed ofStream = switch (Stream.valueOf(((String) row[2]).toUpperCase(Locale.ROOT))) {
            case OUT -> new Printed(bytes, 0, truncated);
            case ERR -> new Printed(0, bytes, truncated);
            case LOG -> new Printed(0, 0, truncated);
        };
        sizes.merge(new Attempt((String) row[0], (Integer) row[1]), ofStream, (one, other) -> new Printed(one.stdoutBytes() + other.stdoutBytes(),
                one.stderrBytes() + other.stderrBytes(), one.isTruncated() || other.isTruncated()));
    }

    Printed of(Attempt attempt) {
        return sizes.getOrDefault(attempt, Printed.NOTHING);
    }
}
