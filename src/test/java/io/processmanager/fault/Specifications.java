package io.processmanager.fault;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** The processes that the tests start. Steps whose name begins with "ledger" enter a row into the ledger; all but approvals leave a trace. */
final class Specifications {

    private final Path trace;

    Specifications(Path trace) {
        this.trace = trace;
    }

    /** Ordinary steps around a transactional one, each some 100 ms at most. */
    JsonObject ordinary(String name) {
        return process(name, Json.createObjectBuilder().add("fetch", traced(brief())).add("ledger-1", ledger(brief())).add("send", traced(brief()))
                .add("ledger-2", ledger(0)));
    }

    /** Waits for a person in the middle. */
    JsonObject withApproval(String name) {
        return process(name, Json.createObjectBuilder().add("draft", traced(brief()))
                .add("approve", Json.createObjectBuilder().add("type", "approval").add("args", Json.createArrayBuilder().add("May it?")))
                .add("ledger", ledger(brief())));
    }

    /** Slow enough to be found in the middle of a step, whenever something breaks. */
    JsonObject slow(String name) {
        return process(name, Json.createObjectBuilder().add("first", traced(300)).add("second", traced(500)).add("ledger", ledger(300)));
    }

    /** One step of the given length, then a short one and an entry in the ledger. */
    JsonObject longStep(String name, long millis) {
        return process(name, Json.createObjectBuilder().add("long", traced(millis)).add("short", traced(50)).add("ledger", ledger(50)));
    }

    /** One step that does nothing. */
    JsonObject process(String name) {
        return process(name, Json.createObjectBuilder().add("short", traced(0)));
    }

    /** Takes down every server that executes it. */
    JsonObject halting(String name) {
        return process(name, Json.createObjectBuilder().add("harmless", traced(500)).add("halt", Json.createObjectBuilder().add("type", "fault-halt")
                .add("args", Json.createArrayBuilder().add(trace.toString()))));
    }

    /** Stops every server that executes it. */
    JsonObject exiting(String name) {
        return process(name, Json.createObjectBuilder().add("harmless", traced(500)).add("exit", Json.createObjectBuilder().add("type", "fault-exit")
                .add("args", Json.createArrayBuilder().add(trace.toString()))));
    }

    /** Three steps that are compensated, one of them in the ledger, and one that fails; each compensation takes a while. */
    JsonObject compensated(String name) {
        return process(name, Json.createObjectBuilder()
                .add("book", traced(0).add("compensation", traced(700)))
                .add("charge", traced(0).add("compensation", ledger(300)))
                .add("note", traced(0))
                .add("pack", traced(0).add("compensation", traced(brief())))
                .add("send", Json.createObjectBuilder().add("type", "require").add("args", Json.createArrayBuilder().add("/never"))));
    }

    /** Three steps that together take half a second. */
    JsonObject halfASecond(String name) {
        return process(name, Json.createObjectBuilder().add("first", traced(200)).add("ledger", ledger(200)).add("last", traced(100)));
    }

    /**
     * A step whose first attempts fail, and an entry in the ledger.
     *
     * @param failures how many attempts of the first step fail
     * @param millis how long each of them takes
     * @param retry its policy
     */
    JsonObject failing(String name, int failures, long millis, JsonObject retry) {
        return process(name, Json.createObjectBuilder()
                .add("failing", Json.createObjectBuilder().add("type", "fault-failing").add("args", Json.createArrayBuilder().add(trace.toString()).add(failures).add(millis))
                        .add("retry", retry))
                .add("ledger", ledger(brief())));
    }

    JsonObjectBuilder traced(long millis) {
        return step("fault-traced", millis);
    }

    JsonObjectBuilder ledger(long millis) {
        return step("fault-ledger", millis);
    }

    /** For an item; without retries. */
    JsonObjectBuilder item(long millis) {
        return Json.createObjectBuilder().add("type", "fault-item").add("args", Json.createArrayBuilder().add(trace.toString()).add(millis));
    }

    private JsonObjectBuilder step(String type, long millis) {
        return Json.createObjectBuilder().add("type", type).add("args", Json.createArrayBuilder().add(trace.toString()).add(millis)).add("max_retries", 50);
    }

    private static JsonObject process(String name, JsonObjectBuilder steps) {
        return Json.createObjectBuilder().add("name", name).add("steps", steps).add("timeout", 600).build();
    }

    private static long brief() {
        return ThreadLocalRandom.current().nextLong(20, 120);
    }
}
