package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.json.JsonMapping;
import io.processmanager.teststeps.ForeignJson;
import io.processmanager.teststeps.PlainSteps.Append;
import io.processmanager.teststeps.PlainSteps.Constant;
import io.processmanager.teststeps.StorableOutputs;
import io.processmanager.teststeps.UnstorableOutputs;
import io.processmanager.view.LogLine;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever a step returns, or a caller gives, is stored and read by everybody afterwards, or refused where it is made. */
final class StorableOutputIT extends InSharedDeployment {

    @Test
    void outputThatCannotBeStoredIsTheFailureOfTheStepAndItsProcessCanBeLookedUpListedAndDeleted() {
        Map<String, String> pids = new LinkedHashMap<>();
        UnstorableOutputs.all().keySet().forEach(name -> pids.put(name, processes.start(ManagedProcess.named("unstorable").step("bad", StepSpec.of(UnstorableOutputs.Returns.class, name)).build())));

        pids.forEach((name, pid) -> {
            ProcessInfo info = awaitEnd(pid);
            assertEquals(ProcessState.FAILED, info.state(), name);
            ProcessError error = info.error().orElseThrow();
            UnstorableOutputs.Case unstorable = UnstorableOutputs.all().get(name);
            assertTrue(error.message().contains(unstorable.where()) && error.message().contains(unstorable.what()), () -> name + ": " + error.message());
            assertEquals(1, error.attempt());
        });
        assertEquals(pids.size(), processes.list(ProcessQuery.ALL.withName("unstorable").withLimit(100)).items().size());
        pids.values().forEach(processes::delete);
    }

    @Test
    void outputThatCannotBeStoredIsRetriedLikeAnyFailure() {
        ProcessInfo info = execute(ManagedProcess.named("unstorable twice").step("bad", StepSpec.of(UnstorableOutputs.Returns.class, "huge exponent").withMaxRetries(1)));

        assertEquals(2, info.error().orElseThrow().attempt());
    }

    @Test
    void outputThatCanJustBeStoredComesOutAgainAndIsTheInputOfTheNextStep() {
        for (String name : StorableOutputs.all().keySet()) {
            JsonValue expected = JsonMapping.toJson(StorableOutputs.all().get(name).get());

            ProcessInfo info = execute(ManagedProcess.named("storable").step("a", StepSpec.of(StorableOutputs.Returns.class, name)).step("b", StepSpec.of(StorableOutputs.PassesOn.class)));

            assertEquals(ProcessState.FINISHED, info.state(), () -> name + ": " + info.error());
            assertEquals(Optional.of(JsonMapping.write(expected, Integer.MAX_VALUE).value()), info.output().value(), name);
            assertEquals(info.progress().steps().get(0).output().value(), info.output().value(), name);
        }
    }

    @Test
    void valueThatChangesIsStoredAndHandedOnAsItWasWhenItWasChecked() {
        ProcessInfo info = execute(ManagedProcess.named("changing").step("a", StepSpec.of(StorableOutputs.ReturnsChanging.class)).step("b", StepSpec.of(StorableOutputs.PassesOn.class)));

        assertEquals(Optional.of(json("{'look':1}").value()), info.progress().steps().get(0).output().value());
        assertEquals(Optional.of(json("{'look':1}").value()), info.output().value());
    }

    @Test
    void whatCannotBeStoredIsRefusedAsDataAndArgumentsAndArgsWithThePlaceNamed() {
        JsonObject huge = Json.createObjectBuilder().add("items", Json.createArrayBuilder().add(1).add(new BigDecimal("1e1000000000"))).build();
        JsonObject half = Json.createObjectBuilder().add("a", "\ud83d").build();
        JsonObject foreign = ForeignJson.object("v", new ForeignJson.Unwilling());
        ManagedProcess process = ManagedProcess.named("refused").step("a", StepSpec.of(Constant.class, half)).data(huge).arguments(foreign).build();

        List<Violation> violations = new ArrayList<>(assertThrows(InvalidSpecificationException.class, () -> processes.start(process)).violations());

        assertEquals(List.of("data", "arguments", "steps.a.args[0]"), violations.stream().map(Violation::field).toList());
        assertTrue(violations.get(0).message().startsWith("/items/1 is a number whose exponent"), violations.toString());
        assertTrue(violations.get(1).message().startsWith("/v cannot be read"), violations.toString());
        assertTrue(violations.get(2).message().startsWith("/a has half of a surrogate pair"), violations.toString());
        assertEquals(3, assertThrows(InvalidSpecificationException.class, () -> processes.startAll(List.of(process))).violations().size());
    }

    @Test
    void dataOfOnesOwnClassIsStoredAsItWasChecked() {
        ProcessInfo info = execute(ManagedProcess.named("own data").step("a", StepSpec.of(StorableOutputs.PassesOn.class)).data(ForeignJson.object("in", new ForeignJson.Changing())));

        assertEquals(Optional.of(json("{'in':{'look':1}}").value()), info.output().value());
    }

    @Test
    void nameWithHalfACharacterIsRefused() {
        ManagedProcess process = ManagedProcess.named("half \ud83d").step("a", StepSpec.of(Append.class, "a")).build();

        assertEquals("name", assertThrows(InvalidSpecificationException.class, () -> processes.start(process)).violations().get(0).field());
    }

    @Test
    void whatProceedMergesIsCheckedLikeAnOutputAndTheProcessGoesOnWaiting() {
        String pid = processes.start(ManagedProcess.named("asks").step("ask", StepSpec.ofType("approval", "?")).data(Map.of("text", "x".repeat(600_000))).build());
        await(pid, ProcessState.INTERRUPTED);

        for (JsonObject data : List.of(Json.createObjectBuilder().add("n", new BigDecimal("1e-1000000000")).build(), ForeignJson.object("v", new ForeignJson.Text(null)),
                Json.createObjectBuilder().add("more", "x".repeat(600_000)).build(), Json.createObjectBuilder().add("deep", UnstorableOutputs.deepJson(500)).build())) {
            List<Violation> violations = assertThrows(InvalidSpecificationException.class, () -> processes.proceed(pid, data)).violations();
            assertEquals("data", violations.get(0).field());
            assertEquals(ProcessState.INTERRUPTED, processes.getProcessInfo(pid).state());
        }
        processes.proceed(pid, ForeignJson.object("ok", new ForeignJson.Text("yes")));
        assertEquals("yes", awaitEnd(pid).output().value().orElseThrow().asJsonObject().getString("ok"));
    }

    @Test
    void charactersThatNoDatabaseTakesAreReplacedInMessagesLinesAndReasons() {
        ProcessInfo info = execute(ManagedProcess.named("talks").step("a", StepSpec.of(StorableOutputs.SaysUnstorable.class)));

        assertEquals(ProcessState.FINISHED, info.state(), () -> info.error().toString());
        assertEquals(Optional.of("half \uFFFD nothing  "), info.progress().steps().get(0).attempt().message());
        assertEquals(List.of("log \uFFFD", "out \uFFFD", "pair \ud83d\ude00"), processes.getLog(info.pid(), null, 10).items().stream().map(LogLine::text).toList());

        String pid = processes.start(ManagedProcess.named("asks").step("ask", StepSpec.ofType("approval", "?")).build());
        await(pid, ProcessState.INTERRUPTED);
        processes.cancel(pid, "half \ud83d nothing \0");
        assertTrue(processes.getProcessInfo(pid).error().orElseThrow().message().contains("half \uFFFD nothing  "));
    }
}
