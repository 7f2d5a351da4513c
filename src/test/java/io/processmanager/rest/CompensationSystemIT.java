package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.SharedServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compensations over HTTP: how they are given, and how they are shown. */
@ExtendWith(SharedServer.class)
class CompensationSystemIT {

    private final HttpApi api;
    private final Processes processes;

    CompensationSystemIT(HttpApi api) {
        this.api = api;
        this.processes = new Processes(api);
    }

    @AfterEach
    void cancelAll() {
        processes.cancelAll();
    }

    private static Specification booked(String compensation) {
        return Specification.named("booking").stepOf("book", "{'type': 'merge', 'args': [{'booking': 7}], 'compensation': " + compensation + "}");
    }

    private static List<String> statuses(JsonObject process) {
        return process.getJsonArray("steps").getValuesAs(JsonObject.class).stream().map(step -> step.getString("status")).toList();
    }

    @Test
    void compensationIsPartOfTheRecordAndOfTheRuns() {
        JsonObject process = processes.settle(booked("{'type': 'merge', 'args': [{'cancelled': true}]}").step("pay", "require", "'/money'"));

        assertEquals("failed", process.getString("status"));
        assertEquals(List.of("compensated", "failed"), statuses(process));
        JsonObject compensation = process.getJsonObject("compensation");
        assertEquals("completed", compensation.getString("status"));
        JsonObject step = compensation.getJsonArray("steps").getJsonObject(0);
        assertEquals("book merge compensated 2", step.getString("name") + " " + step.getString("type") + " " + step.getString("status") + " " + step.getInt("attempt"));
        assertEquals(JsonValue.NULL, step.get("error"));
        assertEquals(List.of("name", "type", "status", "attempt", "percent", "message", "started_at", "finished_at", "error"), List.copyOf(step.keySet()));
        JsonObject run = api.get("/processes/" + process.getString("pid") + "/runs/3").body();
        assertTrue(run.getBoolean("compensation"));
        assertEquals(Json.createObjectBuilder().add("booking", 7).add("cancelled", true).build(), run.get("results"));

        JsonObject listed = api.get("/processes?name=booking&limit=1").body().getJsonArray("items").getJsonObject(0);
        assertEquals(Json.createObjectBuilder().add("status", "completed").addNull("steps").build(), listed.get("compensation"));
    }

    @Test
    void failedCompensationShowsItsError() {
        JsonObject process = processes.settle(booked("{'type': 'require', 'args': ['/never']}").step("pay", "require", "'/money'"));

        assertEquals("failed", process.getJsonObject("compensation").getString("status"));
        JsonObject step = process.getJsonObject("compensation").getJsonArray("steps").getJsonObject(0);
        assertEquals("failed", step.getString("status"));
        assertTrue(step.getJsonObject("error").getString("message").contains("/never"), step.toString());
        assertTrue(process.getJsonObject("error").getString("message").contains("/money"), process.toString());
        assertEquals(List.of("completed", "failed"), statuses(process));
    }

    @Test
    void cancellationCompensatesIfItSaysSo() {
        Specification specification = booked("{'type': 'merge', 'args': [{}]}").step("ask", "approval", "'Sure?'");
        String plain = processes.start(specification, "interrupted").getString("pid");
        JsonObject cancelled = processes.accepted(api.post("/processes/" + plain + "/cancel", Json.createObjectBuilder().add("compensate", false).build()));
        assertEquals("cancelled", cancelled.getString("status"));
        assertEquals(JsonValue.NULL, cancelled.get("compensation"));

        String pid = processes.start(booked("{'type': 'merge', 'args': [{}]}").step("ask", "approval", "'Sure?'"), "interrupted").getString("pid");
        processes.accepted(api.post("/processes/" + pid + "/cancel", Json.createObjectBuilder().add("compensate", true).add("reason", "rain").build()));
        JsonObject compensated = processes.await(pid, "cancelled");
        assertEquals("completed", compensated.getJsonObject("compensation").getString("status"));
        assertEquals("Cancelled: rain", compensated.getJsonObject("error").getString("message"));
        assertEquals(List.of("compensated", "completed"), statuses(compensated));

        Answer late = api.post("/processes/" + pid + "/cancel", Json.createObjectBuilder().add("compensate", true).build());
        assertEquals(409, late.status(), late.text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "7                                                               | steps.book.compensation              | expected an object, got a number",
            "{}                                                              | steps.book.compensation              | expected either 'type' or 'class', got neither",
            "{'type': 'nothing'}                                             | steps.book.compensation.type         | nothing",
            "{'class': 'java.lang.String'}                                   | steps.book.compensation.class        | is not a step that this deployment declares",
            "{'type': 'approval', 'args': ['Sure?']}                         | steps.book.compensation              | an interrupting step cannot compensate another",
            "{'type': 'merge', 'args': [{}], 'compensation': {}}             | steps.book.compensation.compensation | is not known",
            "{'type': 'delay', 'args': [-1]}                                 | steps.book.compensation.args[0]      | ",
            "{'type': 'delay', 'args': [1], 'timeout': -3}                   | steps.book.compensation.timeout      | ",
            "{'type': 'delay', 'args': [1], 'retry': {'delay': 'long'}}      | steps.book.compensation.retry.delay  | expected a number of seconds"})
    void wrongCompensationIsRefusedWithItsField(String compensation, String field, String message) {
        Answer refused = api.post("/processes", booked(compensation).json());

        assertEquals(400, refused.status(), refused.text());
        JsonObject violation = refused.body().getJsonArray("violations").getJsonObject(0);
        assertEquals(field, violation.getString("field"), refused.text());
        assertTrue(violation.getString("message").contains(message == null ? "" : message), refused.text());
        assertEquals(1, refused.body().getJsonArray("violations").size(), refused.text());
    }

    @Test
    void executionWithoutAProcessHasNoCompensation() {
        Answer refused = api.post("/executions", booked("{'type': 'merge', 'args': [{}]}").json());

        assertEquals(400, refused.status(), refused.text());
        assertEquals("steps.book.compensation", refused.body().getJsonArray("violations").getJsonObject(0).getString("field"));
    }

    @Test
    void scheduleShowsTheCompensationsOfItsProcess() {
        JsonObject process = booked("{'type': 'merge', 'args': [{'cancelled': true}]}").json();
        Answer made = api.put("/schedules/with-compensation", Json.createObjectBuilder().add("every", 86_400).add("process", process).build());
        try {
            assertEquals(201, made.status(), made.text());
            assertEquals("merge", made.body().getJsonObject("process").getJsonObject("steps").getJsonObject("book").getJsonObject("compensation").getString("type"));
        } finally {
            api.delete("/schedules/with-compensation");
        }
    }
}
