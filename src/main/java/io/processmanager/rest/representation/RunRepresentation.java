package io.processmanager.rest.representation;

import io.processmanager.json.JsonMapping;
import io.processmanager.view.ProcessError;
import io.processmanager.view.RunInfo;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** Represents runs in JSON. */
public final class RunRepresentation {

    private RunRepresentation() {
    }

    /**
     * @param page some of the runs of a process
     * @return the page
     */
    public static JsonObject page(RunInfo.Page page) {
        return new Fields().json("items", Fields.array(page.items(), RunRepresentation::whole)).text("next", page.next()).build();
    }

    /**
     * @param run a run
     * @return its full representation
     */
    public static JsonObject whole(RunInfo run) {
        return new Fields()
                .number("number", run.number())
                .text("step", run.step())
                .number("attempt", run.attempt())
                .text("status", run.status().jsonName())
                .time("started_at", run.progress().started())
                .time("finished_at", run.progress().finished())
                .number("percent", run.progress().percent())
                .text("message", run.progress().message())
                .json("results", run.results().value().orElse(JsonValue.NULL))
                .flag("results_omitted", run.results().isOmitted())
                .number("results_bytes", run.results().bytes())
                .json("error_code", run.error().flatMap(ProcessError::code).<JsonValue>map(JsonMapping.JSON::createValue).orElse(JsonValue.NULL))
                .text("error_message", run.error().map(ProcessError::message))
                .json("error", run.error().<JsonValue>map(RunRepresentation::error).orElse(JsonValue.NULL))
                .number("stdout_bytes", run.printed().stdoutBytes())
                .number("stderr_bytes", run.printed().stderrBytes())
                .flag("truncated", run.printed().isTruncated())
                .text("runner", run.execution().runner())
                .text("node", run.execution().node())
                .flag("compensation", run.execution().isCompensation())
                .build();
    }

    private static JsonObject error(ProcessError error) {
        return new Fields().text("type", error.type()).text("message", error.message()).text("stack", error.stack()).build();
    }
}
