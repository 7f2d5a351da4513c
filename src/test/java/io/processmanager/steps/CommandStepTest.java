package io.processmanager.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.StepException;
import io.processmanager.child.ChildProcesses;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.json.JsonMapping;
import io.processmanager.steps.command.AllowedPrograms.ProgramNotAllowedException;
import io.processmanager.steps.command.CommandArgument;
import io.processmanager.testing.Napping;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Programs that are run as steps. */
@DisabledOnOs(OS.WINDOWS)
class CommandStepTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Napping nap = new Napping();
    private final ChildProcesses children = new ChildProcesses();

    @AfterEach
    void endChildren() {
        children.close();
        nap.close();
    }

    @Test
    void dataIsOnTheStandardInputAndPrintedObjectIsTheOutput() throws Exception {
        assertEquals(json("{'a': [1, 'ä']}"), run(command("cat"), json("{'a': [1, 'ä']}")));
        assertEquals(json("{'b': 2}"), run(command("echo", " {\"b\": 2} "), json("{'a': 1}")));
    }

    @Test
    void otherOutputIsAddedToTheData() throws Exception {
        assertEquals(json("{'a': 1, 'command': {'exit_code': 0, 'stdout': 'ä\\n', 'stderr': 'oh\\n'}}"), run(command("sh", "-c", "echo ä; echo oh >&2"), json("{'a': 1}")));
        assertEquals(json("{'command': {'exit_code': 0, 'stdout': '[1]\\n', 'stderr': ''}}"), run(command("echo", "[1]"), JsonValue.NULL));
        assertEquals(json("{'command': {'exit_code': 0, 'stdout': '{1}\\n', 'stderr': ''}}"), run(command("echo", "{1}"), JsonValue.NULL), "no JSON, although it begins so");
    }

    @Test
    void noShellTakesPart() throws Exception {
        assertEquals("$HOME;*\"'`\n", run(command("echo", "$HOME;*\"'`"), JsonValue.NULL).getJsonObject("command").getString("stdout"));
    }

    @Test
    void environmentHoldsNothingButWhatWasAskedForAndThePath() throws Exception {
        JsonObject asked = Json.createObjectBuilder().add("command", Json.createArrayBuilder().add("env")).add("environment", json("{'CITY': 'Zürich'}")).build();
        assertEquals(new TreeSet<>(Arrays.asList("CITY", "PATH", "PROCESS_MANAGER_CHILD")),
                run(asked, JsonValue.NULL).getJsonObject("command").getString("stdout").lines().map(line -> line.substring(0, line.indexOf('='))).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void unexpectedExitCodeFailsWithWhatWasPrintedLast() {
        StepException failed = assertThrows(StepException.class, () -> run(command("sh", "-c", "echo first >&2; echo cannot open it >&2; exit 3"), JsonValue.NULL));
        assertEquals(3, failed.code());
        assertTrue(failed.getMessage().endsWith("ended with exit code 3, expected [0]; the last that it printed: first\ncannot open it"), failed.getMessage());
    }

    @Test
    void expectedExitCodesSucceed() throws Exception {
        JsonObject asked = Json.createObjectBuilder(command("sh", "-c", "exit 3")).add("expect", Json.createArrayBuilder().add(0).add(3)).build();
        assertEquals(3, run(asked, JsonValue.NULL).getJsonObject("command").getInt("exit_code"));
    }

    @Test
    void endBySignalIsToldApart() {
        StepException killed = assertThrows(StepException.class, () -> run(command("sh", "-c", "kill -9 $$"), JsonValue.NULL));
        assertTrue(killed.getMessage().contains("exit code 137 (as after signal 9)"), killed.getMessage());
    }

    @Test
    void programNeedNotReadItsInput() throws Exception {
        JsonObject large = Json.createObjectBuilder().add("text", "x".repeat(1_000_000)).build();
        assertEquals(0, run(command("true"), large).getJsonObject("command").getInt("exit_code"));
    }

    @Test
    void bytesThatAreNoTextAreBase64() throws Exception {
        assertEquals(json("{'exit_code': 0, 'stdout': '/wAB', 'stdout_base64': true, 'stderr': ''}"), run(command("printf", "\\377\\000\\001"), JsonValue.NULL).get("command"));
    }

    @Test
    void longOutputIsShownByItsBeginningAndItsEnd() throws Exception {
        JsonObject command = run(command("sh", "-c", "printf '<ä'; head -c 100000000 /dev/zero | tr '\\0' x; printf 'ä>'"), JsonValue.NULL).getJsonObject("command");
        String shown = command.getString("stdout");
        assertTrue(command.getBoolean("stdout_truncated"));
        assertTrue(shown.startsWith("<äxxx") && shown.endsWith("xxxä>"), () -> shown.substring(0, 10));
        assertTrue(shown.contains("\n… " + (100_000_006 - 65_536) + " bytes left out …\n"), () -> "length " + shown.length());
    }

    @Test
    void objectThatIsTooLongIsNotTakenForText() {
        IOException tooLong = assertThrows(IOException.class, () -> run(command("sh", "-c", "printf '{\"a\": \"'; head -c 2000000 /dev/zero | tr '\\0' x; printf '\"}'"), JsonValue.NULL));
        assertTrue(tooLong.getMessage().contains("printed 2000009 bytes of JSON"), tooLong.getMessage());
    }

    @Test
    void directoryIsEmptyAndRemovedAfterwards() throws Exception {
        String printed = run(command("sh", "-c", "ls -a | wc -l; mkdir left; echo x > left/behind; pwd"), JsonValue.NULL).getJsonObject("command").getString("stdout");
        assertEquals("2", printed.lines().findFirst().orElseThrow().strip());
        assertFalse(Files.exists(Path.of(printed.lines().skip(1).findFirst().orElseThrow())));
    }

    @Test
    void whatIsLeftBehindIsEnded() throws Exception {
        assertEquals("begun\n", run(command("sh", "-c", "" + nap.command() + " & setsid " + nap.command() + " & echo begun"), JsonValue.NULL).getJsonObject("command").getString("stdout"));
        assertEquals(0, nap.count());
    }

    @Test
    void interruptEndsTheProgramAndAllThatItHasStarted() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread step = new Thread(() -> {
            try {
                thrown.complete(new IllegalStateException("ended by itself: " + run(command("sh", "-c", "trap '' TERM INT; " + nap.command() + " & setsid " + nap.command() + " & wait"), JsonValue.NULL)));
            } catch (Exception e) {
                thrown.complete(e);
            }
        });
        step.start();
        nap.await(2, LIMIT);
        step.interrupt();
        step.join(LIMIT.toMillis());
        assertEquals(InterruptedException.class, thrown.getNow(null).getClass());
        assertEquals(0, nap.count());
    }

    @Test
    void programsAreRefusedThatAreNotAllowedOrMissing() {
        assertRefused("The program 'rm' must not be run", "rm", "cat,/opt/*");
        assertRefused("'/bin/rm' must not be run from here; whoever runs this server can add it to the setting process-manager.command.allowed", "/bin/rm", "rm");
        assertRefused("'/opt/tools/../../bin/rm' must not be run", "/opt/tools/../../bin/rm", "/opt/tools/*");
        assertRefused("'./cat' is given by a relative path", "./cat", "cat,*");
        assertRefused("'/no/such/program' may be run, but does not exist on this node", "/no/such/program", "/no/such/*");
        assertRefused("'/bin' may be run, but is no file that this server may execute", "/bin", "/*");
        assertRefused("'no-such-program' may be run, but is in no directory of this node's PATH", "no-such-program", "*");
    }

    private void assertRefused(String message, String program, String allowed) {
        ProgramNotAllowedException refused = assertThrows(ProgramNotAllowedException.class, () -> step(command(program), allowed).execute(JsonValue.NULL, new RecordingContext()));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    @Test
    void noProgramIsStartedOnceTheDeploymentIsGoingAway() {
        children.close();
        assertEquals("No program can be started: the deployment is going away", assertThrows(IOException.class, () -> run(command("true"), JsonValue.NULL)).getMessage());
    }

    @Test
    void missingArgumentIsAnError() {
        assertEquals("The argument 'command' is null; give an object such as {\"command\": [\"wc\", \"-l\"]}",
                assertThrows(IllegalArgumentException.class, () -> new CommandStep(null, settings("*"), children)).getMessage());
    }

    private JsonObject run(JsonObject argument, JsonValue input) throws Exception {
        return step(argument, "*").execute(input, new RecordingContext());
    }

    private CommandStep step(JsonObject argument, String allowed) {
        return new CommandStep(CommandArgument.of(argument), settings(allowed), children);
    }

    private static Settings settings(String allowed) {
        return new Settings() {
            @Override
            public <T> T get(Setting<T> setting) {
                return setting.reader().apply(setting == Setting.ALLOWED_PROGRAMS ? allowed : setting.defaultText());
            }
        };
    }

    private static JsonObject command(String... words) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        Arrays.asList(words).forEach(all::add);
        return Json.createObjectBuilder().add("command", all).build();
    }

    private static JsonObject json(String text) {
        return (JsonObject) JsonMapping.parse(text.replace('\'', '"'));
    }
}
