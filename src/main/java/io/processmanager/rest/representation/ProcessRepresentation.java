package io.processmanager.rest.representation;

import io.processmanager.json.JsonMapping;
import io.processmanager.view.ProcessCounts;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessInfo.Compensation;
import io.processmanager.view.ProcessPage;
import io.processmanager.view.RunInfo;
import io.processmanager.view.StepInfo;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** Represents processes in JSON: whole, or in lists, which do not read steps and outputs. */
public final class ProcessRepresentation {

    private ProcessRepresentation() {
    }

    /**
     * @param process as read
     * @return its full representation
     */
    public static JsonObject whole(ProcessInfo process) {
        return json(process, Fields.array(process.progress().steps(), ProcessRepresentation::step), process.output().isOmitted() ? JsonValue.TRUE : JsonValue.FALSE);
    }

    /**
     * @param page listed processes
     * @return the page; steps and output fields are null
     */
    public static JsonObject page(ProcessPage page) {
        return new Fields()
                .json("items", Fields.array(page.items(), process -> json(process, JsonValue.NULL, JsonValue.NULL)))
                .text("next", page.next())
                .build();
    }

    /**
     * @param counts numbers of processes
     * @return the number per status, and which are estimates
     */
    public static JsonObject counts(ProcessCounts counts) {
        Fields byStatus = new Fields();
        counts.byState().forEach((state, number) -> byStatus.number(state.jsonName(), number));
        Fields byQueue = new Fields();
        counts.byQueue().forEach((queue, number) -> byQueue.json(queue, new Fields().number("queued", number.queued()).number("running", number.running()).build()));
        return new Fields()
                .json("by_status", byStatus.build())
                .json("by_queue", byQueue.build())
                .json("estimated", Fields.array(counts.estimated(), state -> Fields.string(state.jsonName())))
                .build();
    }

    /**
     * @param error of a process or execution
     * @return its full representation
     */
    public static JsonObject error(ProcessError error) {
        return new Fields()
                .text("step", error.step())
                .number("attempt", error.attempt())
                .text("type", error.type())
                .json("code", error.code().<JsonValue>map(JsonMapping.JSON::createValue).orElse(JsonValue.NULL))
                .text("message", error.message())
                .text("stack", error.stack())
                .build();
    }

    private static JsonObject json(ProcessInfo process, JsonValue steps, JsonValue omitted) {
        return new Fields()
                .text("pid", process.pid())
                .text("name", process.name())
                .text("status", process.state().jsonName())
                .time("created_at", process.times().created())
                .time("due_at", process.turn().due())
                .time("started_at", process.times().started())
                .time("finished_at", process.times().finished())
                .seconds("timeout", process.times().timeout())
                .text("current_step", process.progress().currentStep())
                .number("percent", process.progress().percent())
                .text("queue", process.turn().queue())
                .number("priority", process.turn().priority())
                .text("unique_key", process.turn().uniqueKey())
                .text("concurrency_key", process.turn().concurrencyKey())
                .json("tags", Fields.array(process.turn().tags(), Fields::string))
                .text("queued_by", process.turn().queuedBy())
                .text("schedule", process.turn().schedule())
                .text("parent", process.turn().parent())
                .text("runner", process.execution().runner())
                .text("node", process.execution().node())
                .number("rescues", process.execution().rescues())
                .text("last_status", process.execution().lastStatus().map(RunInfo.Status::jsonName))
                .number("runs_failed", process.execution().failedRuns())
                .json("steps", steps)
                .json("output", process.output().value().orElse(JsonValue.NULL))
                .json("output_omitted", omitted)
                .number("output_bytes", process.output().bytes())
                .json("error", process.error().<JsonValue>map(ProcessRepresentation::error).orElse(JsonValue.NULL))
                .json("compensation", process.progress().compensation().<JsonValue>map(compensation -> compensation(compensation, steps)).orElse(JsonValue.NULL))
                .build();
    }

    /** @param steps null in a list, which does not read those of the compensation, either */
    private static JsonObject compensation(Compensation compensation, JsonValue steps) {
        return new Fields()
                .text("status", compensation.status().jsonName())
                .json("steps", steps == JsonValue.NULL ? JsonValue.NULL : Fields.array(compensation.steps(), ProcessRepresentation::compensatedStep))
                .build();
    }

    private static JsonObject compensatedStep(Compensation.Step compensated) {
        return attempt(compensated.step())
                .json("error", compensated.error().<JsonValue>map(ProcessRepresentation::error).orElse(JsonValue.NULL))
                .build();
    }

    private static Fields attempt(StepInfo step) {
        return new Fields()
                .text("name", step.name())
                .text("type", step.type())
                .text("status", step.state().jsonName())
                .number("attempt", step.attempt().number())
                .number("percent", step.attempt().percent())
                .text("message", step.attempt().message())
                .time("started_at", step.attempt().started())
                .time("finished_at", step.attempt().finished());
    }

    private static JsonObject step(StepInfo step) {
        return attempt(step)
                .json("output", step.output().value().orElse(JsonValue.NULL))
                .flag("output_omitted", step.output().isOmitted())
                .number("output_bytes", step.output().bytes())
                .build();
    }
}
