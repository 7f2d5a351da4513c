package io.processmanager.rest.representation;

import io.processmanager.view.LogLine;
import io.processmanager.view.LogPage;
import jakarta.json.JsonObject;
import java.util.Locale;

/** How the log of a process looks in JSON. */
public final class LogRepresentation {

    private LogRepresentation() {
    }

    /**
     * @param page some lines
     * @return them, oldest first, and where to go on
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
                .build();
    }
}
