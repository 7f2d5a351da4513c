package io.processmanager.rest.representation;

import io.processmanager.view.RunnerInfo;
import jakarta.json.JsonObject;
import java.util.List;

/** Represents runners in JSON. */
public final class RunnerRepresentation {

    private RunnerRepresentation() {
    }

    /**
     * @param runners known runners
     * @return all of them
     */
    public static JsonObject all(List<RunnerInfo> runners) {
        return new Fields().json("items", Fields.array(runners, RunnerRepresentation::of)).build();
    }

    /**
     * @param runner a known runner
     * @return the runner
     */
    public static JsonObject of(RunnerInfo runner) {
        return new Fields()
                .text("id", runner.id())
                .text("node", runner.server().node())
                .number("os_pid", runner.server().osPid())
                .text("host", runner.server().host())
                .text("server", runner.server().product())
                .text("version", runner.server().version())
                .text("status", runner.status().jsonName())
                .text("not_claiming", runner.load().notClaiming())
                .time("started_at", runner.times().started())
                .time("seen_at", runner.times().seen())
                .time("finished_at", runner.times().finished())
                .number("running", runner.load().running())
                .number("capacity", runner.load().capacity())
                .number("heap_share", runner.load().heapShare().map(Long::valueOf))
                .build();
    }
}
