package io.processmanager.rest.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.json.JsonMapping;
import io.processmanager.rest.TestProcess;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessInfo.Execution;
import io.processmanager.view.ProcessInfo.Progress;
import io.processmanager.view.ProcessInfo.Times;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessInfo.Turn;
import io.processmanager.view.ProcessPage;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunInfo;
import io.processmanager.view.StepInfo.Attempt;
import io.processmanager.view.StepInfo.Output;
import io.processmanager.view.StepInfo;
import io.processmanager.view.StepState;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessRepresentationTest {

    private static final ProcessInfo NEW = new ProcessInfo("1211a33123aae2baa6ed1d9a1846da9d", "n", ProcessState.QUEUED,
            new Times(Instant.parse("2026-11-22T01:02:03Z"), Optional.empty(), Optional.empty(), Duration.ofSeconds(60)), TestProcess.TURN,
            new Progress(1, 0, Optional.of("a"), List.of(StepInfo.pending("a", "merge"))), Execution.NONE, Output.NONE, Optional.empty());

    @Test
    void everyFieldIsThereAndNullWithoutAValue() {
        assertEquals(JsonMapping.parse("""
                {"pid": "1211a33123aae2baa6ed1d9a1846da9d", "name": "n", "status": "queued", "created_at": "2026-11-22T01:02:03.000Z",
                 "due_at": "1970-01-01T00:00:00.000Z", "started_at": null, "finished_at": null, "timeout": 60, "current_step": "a", "percent": 0,
                 "queue": "default", "priority": 4, "unique_key": null, "concurrency_key": null, "tags": [], "queued_by": null, "schedule": null, "parent": null,
                 "runner": null, "node": null, "rescues": 0, "last_status": null, "runs_failed": 0,
                 "steps": [{"name": "a", "type": "merge", "status": "pending", "attempt": 0, "percent": 0, "message": null,
                            "started_at": null, "finished_at": null, "output": null, "output_omitted": false, "output_bytes": null}],
                 "output": null, "output_omitted": false, "output_bytes": null, "error": null, "compensation": null}"""), ProcessRepresentation.whole(NEW));
    }

    @Test
    void everyFieldIsThereWithItsValue() {
        Instant time = Instant.parse("2026-11-22T01:02:03.004567Z");
        Optional<Instant> began = Optional.of(Instant.parse("2026-11-22T01:02:04.005Z"));
        Optional<Instant> ended = Optional.of(Instant.parse("2026-11-22T01:02:05.006Z"));
        ProcessInfo failed = new ProcessInfo("1211a33123aae2baa6ed1d9a1846da9d", "n", ProcessState.TIMED_OUT, new Times(time, began, ended, Duration.ofMillis(1_500)),
                new Turn("imports", 9, Optional.of(time), Optional.of("u"), Optional.of("c"), List.of("t"), Optional.of("ada"), Optional.of("nightly"), Optional.of("above")),
                new Progress(9, 40, Optional.of("a"), List.of(new StepInfo("a", "merge", StepState.TIMED_OUT, new Attempt(2, 41, Optional.of("halfway"), began, ended),
                        new Output(Optional.of(JsonMapping.parse("[1]")), Optional.of(3L))))),
                new Execution(Optional.of("r1"), Optional.of("here"), 2, Optional.of(RunInfo.Status.ERROR), 3), new Output(Optional.of(JsonMapping.parse("{\"x\":null}")), Optional.of(10L)),
                Optional.of(ProcessError.of("a", 2, "java.sql.SQLException", "duplicate").withCode(Optional.of(1062)).withStack(Optional.of("at …"))));
        assertEquals(JsonMapping.parse("""
                {"pid": "1211a33123aae2baa6ed1d9a1846da9d", "name": "n", "status": "timed_out", "created_at": "2026-11-22T01:02:03.004Z",
                 "due_at": "2026-11-22T01:02:03.004Z", "started_at": "2026-11-22T01:02:04.005Z", "finished_at": "2026-11-22T01:02:05.006Z", "timeout": 1.5, "current_step": "a",
                 "queue": "imports", "priority": 9, "unique_key": "u", "concurrency_key": "c", "tags": ["t"], "queued_by": "ada", "schedule": "nightly", "parent": "above",
                 "percent": 40, "runner": "r1", "node": "here", "rescues": 2, "last_status": "error", "runs_failed": 3,
                 "steps": [{"name": "a", "type": "merge", "status": "timed_out", "attempt": 2, "percent": 41, "message": "halfway",
                            "started_at": "2026-11-22T01:02:04.005Z", "finished_at": "2026-11-22T01:02:05.006Z", "output": [1], "output_omitted": false, "output_bytes": 3}],
                 "output": {"x": null}, "output_omitted": false, "output_bytes": 10,
                 "error": {"step": "a", "attempt": 2, "type": "java.sql.SQLException", "code": 1062, "message": "duplicate", "stack": "at …"}, "compensation": null}"""),
                ProcessRepresentation.whole(failed));
    }

    @Test
    void anOutputThatIsLeftOutIsNullAndItsSizeIsTold() {
        StepInfo large = new StepInfo("a", "merge", StepState.COMPLETED, Attempt.NONE, new Output(Optional.empty(), Optional.of(3_000_000L)));
        ProcessInfo finished = new ProcessInfo("1", "n", ProcessState.FINISHED, NEW.times(), NEW.turn(), new Progress(1, 100, Optional.empty(), List.of(large)), Execution.NONE,
                new Output(Optional.empty(), Optional.of(4_000_000_000L)), Optional.empty());
        JsonObject whole = ProcessRepresentation.whole(finished);
        JsonObject step = whole.getJsonArray("steps").getJsonObject(0);
        assertEquals("null true 4000000000", whole.get("output") + " " + whole.get("output_omitted") + " " + whole.get("output_bytes"));
        assertEquals("null true 3000000", step.get("output") + " " + step.get("output_omitted") + " " + step.get("output_bytes"));
    }

    @Test
    void listsSayNothingOfOutputs() {
        JsonObject listed = ProcessRepresentation.page(new ProcessPage(List.of(NEW), Optional.empty())).getJsonArray("items").getJsonObject(0);
        assertEquals("null null null", listed.get("output") + " " + listed.get("output_omitted") + " " + listed.get("output_bytes"));
    }

    @Test
    void listsCarryTheSameFieldsWithoutStepsAndOutput() {
        assertEquals(ProcessRepresentation.whole(NEW).keySet(),
                ProcessRepresentation.page(new ProcessPage(List.of(NEW), Optional.empty())).getJsonArray("items").getJsonObject(0).keySet());
        assertEquals(JsonMapping.parse("{\"items\": [], \"next\": \"p\"}"),
                ProcessRepresentation.page(new ProcessPage(List.of(), Optional.of("p"))));
    }

    @Test
    void itIsOneLineWhateverItSays() {
        ProcessInfo named = new ProcessInfo("1", "two\nlines\r\u2028", ProcessState.QUEUED, NEW.times(), NEW.turn(), NEW.progress(), Execution.NONE, Output.NONE, Optional.empty());
        String text = ProcessRepresentation.whole(named).toString();
        assertEquals(-1, text.indexOf('\n'));
        assertEquals(-1, text.indexOf('\r'));
    }
}
