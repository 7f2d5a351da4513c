package io.processmanager.rest.representation;

import io.processmanager.view.RunnerInfo;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** Represents runners in JSON. */
public final class RunnerRepresentation {

    private RunnerRepresentation() {
    }

    /**
     * @param runners known runners
     * @return all of them
     */
    public static JsonObject all(List<RunnerInfo> runners) {
        return new Fields().json("items", Fields.array(runners, RunnerRepresentation::runner)).build();
    }

    private static JsonObject runner(RunnerInfo runner) {
        return new Fields()
                .text("id", runner.id())
                .text("node", runner.server().node())
                .number("os_pid", runner.server().osPid())
                .text("status", runner.status().name().toLowerCase(Locale.ROOT))
                .time("started_at", runner.times().started())
                .time("seen_at", runner.times().seen())
                .time("finished_at", runner.times().finished())
                .number("running", runner.load().running())
                .number("capacity", runner.load().capacity())
                .build();
    }
}
