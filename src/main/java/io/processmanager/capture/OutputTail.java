package io.processmanager.capture;

import io.processmanager.configuration.Setting;
import io.processmanager.view.LogLine;
import io.processmanager.view.LogLine.Part;
import io.processmanager.view.LogLine.Stream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The last lines of an attempt within a limit, and how much is missing before them. Not thread-safe. */
final class OutputTail {

    private final Deque<LogLine> lines = new ArrayDeque<>();
    private final Map<Stream, Long> missing = new EnumMap<>(Stream.class);
    private final int mostLines;
    private final int mostBytes;
    private long bytes;
    private Instant missingSince;

    OutputTail(int mostLines, int mostBytes) {
        this.mostLines = mostLines;
        this.mostBytes = mostBytes;
    }

    void add(LogLine line) {
        lines.add(line);
        bytes += line.bytes();
        while (lines.size() > mostLines || bytes > mostBytes) {
            drop(lines.remove());
        }
    }

    private void drop(LogLine line) {
        bytes -= line.bytes();
        missing.merge(line.stream(), (long) line.bytes(), Long::sum);
        missingSince = missingSince == null ? line.at() : missingSince;
    }

    /** @return the lines, after one for each stream that misses some */
    List<LogLine> withGaps(String step, int attempt) {
        List<LogLine> all = new ArrayList<>(lines.size() + missing.size());
        missing.forEach((stream, count) -> all.add(new LogLine(missingSince, step, attempt, stream, mark(count), Part.GAP)));
        all.addAll(lines);
        return all;
    }

    private static String mark(long bytes) {
        return "… (" + bytes + " bytes are missing here, beyond " + Setting.MAX_LOG_BYTES.key() + " or " + Setting.MAX_LOG_LINES.key() + ")";
    }
}
