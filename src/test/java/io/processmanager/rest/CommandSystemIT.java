package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.Napping;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps of the type {@code command}. */
@ExtendWith(SharedServer.class)
class CommandSystemIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpApi api;
    private final Processes processes;
    private final Napping nap = new Napping();

    CommandSystemIT(HttpApi api) {
        this.api = api;
        this.processes = new Processes(api);
    }

    @AfterEach
    void cancelAll() {
        processes.cancelAll();
        nap.close();
    }

    private static Specification running(String command, String others) {
        return Specification.named("command").stepOf("run", "{'type': 'command', 'args': [{'command': " + command + "}]" + others + "}");
    }

    private static Specification shell(String script, String others) {
        return running("['sh', '-c', '" + script + "']", others);
    }

    @Test
    void dataGoesInAndThePrintedObjectComesOut() {
        JsonObject process = processes.settle(running("['cat']", "").with("data", "{'city': 'Zürich'}"));

        assertEquals(Specification.json("{'city': 'Zürich'}"), process.get("output"), process.toString());
    }

    @Test
    void whatIsPrintedIsAddedToTheDataAndKeptWithTheRun() {
        JsonObject process = processes.settle(shell("echo Zürich; echo careful >&2", "").with("data", "{'a': 1}"));

        assertEquals(Specification.json("{'a': 1, 'command': {'exit_code': 0, 'stdout': 'Zürich\\n', 'stderr': 'careful\\n'}}"), process.get("output"), process.toString());
        String run = "/processes/" + process.getString("pid") + "/runs/1/output?stream=";
        assertEquals("Zürich\n", api.get(run + "out").text());
        assertEquals("careful\n", api.get(run + "err").text());
    }

    @Test
    void exitCodeIsTheCodeOfTheError() {
        JsonObject error = processes.settle(shell("echo no such row >&2; exit 9", "")).getJsonObject("error");

        assertEquals(9, error.getInt("code"));
        assertTrue(error.getString("message").endsWith("ended with exit code 9, expected [0]; the last that it printed: no such row"), error.getString("message"));
    }

    @Test
    void timeOutEndsTheProgramWithAllThatItHasStarted() {
        JsonObject process = processes.settle(shell("trap : TERM INT; " + nap.command() + " & setsid " + nap.command() + " & wait", ", 'timeout': 2"));

        assertEquals("timed_out", process.getString("status"));
        nap.await(0, LIMIT);
    }

    @Test
    void cancellationEndsTheProgramWithAllThatItHasStarted() {
        String pid = processes.start(shell("trap : TERM INT; " + nap.command() + " & setsid " + nap.command() + " & wait", "")).getString("pid");
        nap.await(2, LIMIT);

        assertEquals(202, api.post("/processes/" + pid + "/cancel", Specification.json("{}")).status());

        processes.await(pid, "cancelled");
        nap.await(0, LIMIT);
    }

    @Test
    void failedProgramIsRetriedAsAnyStep() {
        JsonObject process = processes.settle(shell("exit 1", ", 'retry': {'max_retries': 2, 'delay': 0}"));

        assertEquals("failed", process.getString("status"));
        assertEquals(3, api.get("/processes/" + process.getString("pid") + "/runs").body().getJsonArray("items").size());
    }

    @Test
    void programsPrintAtTheSameTimeWithoutMixing() {
        JsonObject first = processes.start(shell("for i in 1 2 3 4 5 6 7 8 9; do echo first; done", ""));
        JsonObject second = processes.start(shell("for i in 1 2 3 4 5 6 7 8 9; do echo second; done", ""));

        assertEquals("first\n".repeat(9), processes.await(first.getString("pid"), "finished").getJsonObject("output").getJsonObject("command").getString("stdout"));
        processes.await(second.getString("pid"), "finished");
        assertEquals("second\n".repeat(9), Await.until("the output of the run", LIMIT, () -> api.get("/processes/" + second.getString("pid") + "/runs/1/output?stream=out").text(), text -> !text.isEmpty()));
    }

    @Test
    void programThatIsNotAllowedIsNotRun() {
        String message = processes.settle(running("['rm', '-r', '/nothing']", "")).getJsonObject("error").getString("message");

        assertEquals("The program 'rm' must not be run from here; whoever runs this server can add it to the setting process-manager.command.allowed", message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{}                                                   | command     | is missing; give an array of the program and its arguments",
            "{'command': []}                                      | command     | give an array of the program and its arguments",
            "{'command': 'wc -l'}                                 | command     | give an array of the program and its arguments",
            "{'command': ['head', '-n', 5]}                       | command     | holds 5 at 2, which is no text; write numbers in quotation marks",
            "{'command': [' ']}                                   | command     | names no program",
            "{'command': ['cat', 'a\\u0000b']}                    | command     | has the character NUL in the text at 1",
            "{'command': ['cat'], 'environment': []}              | environment | must be an object of texts",
            "{'command': ['cat'], 'environment': {'A=B': 'x'}}    | environment | has the name 'A=B', which no variable can have",
            "{'command': ['cat'], 'environment': {'A': 1}}        | environment | has for 'A' the value 1, which is no text",
            "{'command': ['cat'], 'expect': -1}                   | expect      | must be an exit code from 0",
            "{'command': ['cat'], 'expect': [0, 1.5]}             | expect      | holds 1.5; it must be an exit code from 0",
            "{'command': ['cat'], 'enviroment': {}}               | enviroment  | did you mean 'environment'?"})
    void commandThatCannotBeRunIsRefusedAtTheStart(String argument, String field, String words) {
        AnsweredProblem problem = AnsweredProblem.invalid(api.post("/processes", Specification.named("bad").step("run", "command", argument).json()));

        problem.violates("steps.run.args[0]." + field, words);
    }
}
