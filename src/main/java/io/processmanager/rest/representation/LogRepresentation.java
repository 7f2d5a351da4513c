package io.processmanager.rest.representation;

import io.processmanager.view.LogLine;
import io.processmanager.view.LogPage;
import jakarta.json.JsonObject;
import java.util.Locale;

/** Represents process logs in JSON. */
public final class LogRepresentation {

    private LogRepresentation() {
    }

    /**
     * @param page lines of the log
     * @return them, oldest first, and the next position
     */
    public static JsonObject page(LogPage page) {
        return new Fields().json("items", Fields.array(page.items(), LogRepresentation::line)).text("next", page.next()).build();
    }

    private static JsonObject line(LogLine line) {
        return new Fields()
                .time("at", line.at())
                .text("step", line.step())
                .number("attempt", line.attempt())
                .text("stream", line.stream().name().toLowerCase(Locale.ROOT))
                .text("text", line.text())
                .text("part", line.part().name().toLowerCase(Locale.ROOT))
                .build();
    }
}
