package io.processmanager.capture;

import io.processmanager.capture.KeptOutput.Limits;
import io.processmanager.view.LogLine;
import io.processmanager.view.LogLine.Part;
import io.processmanager.view.LogLine.Stream;
import java.time.Clock;
import java.util.List;

/** Adds each line that was captured to a list: a whole one as "OUT text", a piece as "OUT+ text". */
final class RecordedOutput implements OutputSink {

    private final KeptOutput kept = new KeptOutput("a", 1, Clock.systemUTC(), new Limits(1_000_000, 100_000_000));
    private final List<String> lines;

    RecordedOutput(List<String> lines) {
        this.lines = lines;
    }

    @Override
    public synchronized void printed(Stream stream, CharSequence text) {
        kept.printed(stream, text);
        record();
    }

    @Override
    public synchronized void line(Stream stream, String text) {
        kept.line(stream, text);
        record();
    }

    /** Adds what was begun. */
    synchronized void end() {
        kept.end();
        record();
    }

    private void record() {
        kept.next(Integer.MAX_VALUE, Integer.MAX_VALUE).forEach(line -> lines.add(shown(line)));
    }

    static String shown(LogLine line) {
        return line.stream() + (line.part() == Part.PIECE ? "+ " : " ") + line.text();
    }
}
