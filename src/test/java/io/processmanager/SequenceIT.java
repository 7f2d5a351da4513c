package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.json.JsonMapping;
import io.processmanager.teststeps.PlainSteps.Append;
import io.processmanager.teststeps.PlainSteps.Constant;
import io.processmanager.teststeps.PlainSteps.Describe;
import io.processmanager.teststeps.PlainSteps.Increment;
import io.processmanager.teststeps.PlainSteps.Nothing;
import io.processmanager.teststeps.PlainSteps.Number;
import io.processmanager.teststeps.PlainSteps.StackDepth;
import io.processmanager.teststeps.TypedSteps.Charge;
import io.processmanager.teststeps.TypedSteps.IsNull;
import io.processmanager.teststeps.TypedSteps.Largest;
import io.processmanager.teststeps.TypedSteps.Order;
import io.processmanager.teststeps.TypedSteps.Split;
import io.processmanager.teststeps.TypedSteps.Sum;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import io.processmanager.view.StepInfo;
import io.processmanager.view.StepState;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Steps run one after another, the output of one is the input of the next. */
final class SequenceIT extends InSharedDeployment {

    private ProcessInfo finished(ManagedProcess.Builder process) {
        ProcessInfo info = execute(process);
        assertEquals(ProcessState.FINISHED, info.state(), () -> String.valueOf(info.error()));
        return info;
    }

    @Test
    void stepsRunInOrderAndTheLastOutputIsTheOutputOfTheProcess() {
        ProcessInfo info = finished(ManagedProcess.named("spelled").data(Map.of("text", "_", "kept", true))
                .step("z", StepSpec.of(Append.class, "a")).step("a", StepSpec.of(Append.class, "b")).step("m", StepSpec.of(Append.class, "c")));

        assertEquals(Optional.of(json("{'text':'_abc','kept':true}").value()), info.output().value());
        assertEquals(List.of("z", "a", "m"), info.progress().steps().stream().map(StepInfo::name).toList());
        assertEquals(List.of("_a", "_ab", "_abc"),
                info.progress().steps().stream().map(step -> step.output().value().orElseThrow().asJsonObject().getString("text")).toList());
    }

    @Test
    void aLateStepHasAsMuchOfTheStackAsAnEarlyOne() {
        ManagedProcess.Builder process = ManagedProcess.named("long").timeout(Duration.ofMinutes(2));
        IntStream.range(0, 300).forEach(i -> process.step("step-" + i, StepSpec.of(StackDepth.class)));

        List<Integer> depths = finished(process).progress().steps().stream().map(step -> Integer.parseInt(step.output().value().orElseThrow().toString())).toList();

        assertEquals(300, depths.size());
        assertTrue(depths.stream().allMatch(depth -> depth < 500), depths::toString);
    }

    @Test
    void finishedProcessTellsHowItWent() {
        Instant before = Instant.now().minusMillis(50);
        ProcessInfo info = finished(ManagedProcess.named("told").timeout(Duration.ofSeconds(7))
                .step("a", StepSpec.of(Append.class, "a")).step("b", StepSpec.ofType("merge", Map.of("b", 1))));

        assertEquals("told", info.name());
        assertEquals(Duration.ofSeconds(7), info.times().timeout());
        assertEquals(100, info.progress().percent());
        assertEquals(Optional.empty(), info.progress().currentStep());
        assertEquals(Optional.empty(), info.error());
        assertEquals(List.of(Append.class.getName(), "merge"), info.progress().steps().stream().map(StepInfo::type).toList());
        assertOrdered(List.of(before, info.times().created(), info.times().started().orElseThrow(), info.times().finished().orElseThrow(), Instant.now().plusMillis(50)));
        for (StepInfo step : info.progress().steps()) {
            assertEquals(StepState.COMPLETED, step.state());
            assertEquals(1, step.attempt().number());
            assertEquals(100, step.attempt().percent());
            assertOrdered(List.of(info.times().started().orElseThrow(), step.attempt().started().orElseThrow(), step.attempt().finished().orElseThrow(),
                    info.times().finished().orElseThrow()));
        }
    }

    private static void assertOrdered(List<Instant> times) {
        assertEquals(times.stream().sorted().toList(), times);
    }

    @Test
    void typedValuesAreMappedByJsonB() {
        ProcessInfo info = finished(ManagedProcess.named("typed").data(new Order("o-1", new BigDecimal("12.50"), LocalDate.of(2026, 11, 22)))
                .step("charge", StepSpec.of(Charge.class)));

        assertEquals(Optional.of(json("{'order':'o-1','paid':13.50,'notes':['due 2026-11-22']}").value()), info.output().value());
    }

    @Test
    void listOfTypedValuesPassesFromStepToStep() {
        ProcessInfo info = finished(ManagedProcess.named("lists").data(new Order("o-2", new BigDecimal("41"), LocalDate.EPOCH))
                .step("charge", StepSpec.of(Charge.class)).step("split", StepSpec.of(Split.class)).step("sum", StepSpec.of(Sum.class)));

        assertEquals(json("[{'amount':1,'name':'o-2'},{'amount':42,'name':'due 1970-01-01'}]").value(), info.progress().steps().get(1).output().value().orElseThrow());
        assertEquals(Optional.of(Json.createValue(43)), info.output().value());
    }

    @Test
    void typeOfTheInputIsFoundThroughGenericSuperclasses() {
        ProcessInfo info = finished(ManagedProcess.named("generic").data(json("{'a':{'name':'x','amount':3},'b':{'name':'y','amount':5}}").object())
                .step("largest", StepSpec.of(Largest.class)));

        assertEquals(Optional.of(json("{'amount':5,'name':'y'}").value()), info.output().value());
    }

    @Test
    void jsonPassesUnmapped() {
        String exact = "{'big':123456789012345678901234567890.123456789,'null':null,'nested':[1,[2,{'x':'ä€𝄞'}],true],'':' ','order':{'b':1,'a':2}}";
        ProcessInfo info = finished(ManagedProcess.named("json").data(json(exact).object()).step("a", StepSpec.ofType("merge", JsonValue.EMPTY_JSON_OBJECT)));

        assertEquals(exact.replace('\'', '"'), info.output().value().orElseThrow().toString());
    }

    @Test
    void nullOutputBecomesTheNullInputOfTheNextStep() {
        ProcessInfo info = finished(ManagedProcess.named("null").step("nothing", StepSpec.of(Nothing.class)).step("is-null", StepSpec.of(IsNull.class)));

        assertEquals(Optional.of(JsonValue.TRUE), info.output().value());
    }

    @Test
    void outputMayBeAnyJsonValue() {
        for (String output : List.of("null", "true", "17", "\"\"", "\"text\"", "[]", "{}")) {
            ProcessInfo info = finished(ManagedProcess.named("any value").step("a", StepSpec.of(Constant.class, JsonMapping.parse(output))));
            assertEquals(output, info.output().value().orElseThrow().toString());
        }
    }

    @Test
    void thousandStepsRunInOrder() {
        ManagedProcess.Builder process = ManagedProcess.named("long").data(Map.of("number", 0)).step("number", StepSpec.of(Number.class));
        IntStream.range(1, 1_000).forEach(i -> process.step("step-" + i, StepSpec.of(Increment.class)));

        ProcessInfo info = finished(process);

        assertEquals(Optional.of(Json.createValue(999)), info.output().value());
        assertEquals(1_000, info.progress().steps().size());
        assertEquals(IntStream.range(0, 1_000).boxed().toList(), info.progress().steps().stream().map(step -> Integer.parseInt(step.output().value().orElseThrow().toString())).toList());
    }

    @Test
    void stepKnowsItsExecution() {
        Instant before = Instant.now();
        ProcessInfo info = finished(ManagedProcess.named("context").timeout(Duration.ofSeconds(20)).arguments(Map.of("dry", true))
                .step("free", StepSpec.of(Describe.class)).step("limited", StepSpec.of(Describe.class).withTimeout(Duration.ofSeconds(5))));

        JsonObject free = info.progress().steps().get(0).output().value().orElseThrow().asJsonObject();
        JsonObject limited = info.progress().steps().get(1).output().value().orElseThrow().asJsonObject();
        assertEquals(info.pid(), free.getString("pid"));
        assertEquals("free", free.getString("step"));
        assertEquals(1, free.getInt("attempt"));
        assertFalse(free.getBoolean("cancelled"));
        assertEquals(json("{'dry':true}").value(), free.get("arguments"));
        assertBetween(before.plusSeconds(19), Instant.parse(free.getString("deadline")), Instant.now().plusSeconds(20));
        assertBetween(before.plusSeconds(4), Instant.parse(limited.getString("deadline")), Instant.now().plusSeconds(5));
        assertNotEquals(Thread.currentThread().getName(), free.getString("thread"));
    }

    private static void assertBetween(Instant from, Instant time, Instant to) {
        assertTrue(!time.isBefore(from) && !time.isAfter(to), time + " is not from " + from + " to " + to);
    }

    @Test
    void manyProcessesRunSideBySideWithoutMixingTheirData() {
        List<String> pids = processes.startAll(IntStream.range(0, 100).mapToObj(i -> ManagedProcess.named("side by side").data(Map.of("number", i))
                .step("number", StepSpec.of(Number.class)).step("a", StepSpec.of(Increment.class)).step("b", StepSpec.of(Increment.class)).build()).toList());

        assertEquals(IntStream.range(2, 102).boxed().map(String::valueOf).collect(Collectors.toList()),
                pids.stream().map(pid -> awaitEnd(pid).output().value().orElseThrow().toString()).toList());
    }
}
