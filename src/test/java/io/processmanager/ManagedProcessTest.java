package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.json.JsonMapping;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManagedProcessTest {

    private static final StepSpec STEP = StepSpec.ofType("merge", Map.of());

    /** Data as an application has it. */
    public record Batch(int number) {
    }

    @Test
    void stepsKeepTheirOrder() {
        ManagedProcess process = ManagedProcess.named("p").step("z", STEP).step("a", STEP).step("m", STEP).build();

        assertEquals(List.of("z", "a", "m"), List.copyOf(process.steps().keySet()));
    }

    @Test
    void whatIsNotGivenHasADefault() {
        ManagedProcess process = ManagedProcess.named("p").build();

        assertEquals(Duration.ofSeconds(60), process.timeout());
        assertEquals(JsonValue.EMPTY_JSON_OBJECT, process.data());
        assertEquals(JsonValue.EMPTY_JSON_OBJECT, process.arguments());
    }

    @Test
    void secondStepOfTheSameNameIsRefusedAndTheFirstKept() {
        ManagedProcess.Builder builder = ManagedProcess.named("p").step("a", STEP);

        assertEquals("There are two steps named 'a'; give each a name of its own",
                assertThrows(IllegalArgumentException.class, () -> builder.step("a", StepSpec.ofType("delay", 1))).getMessage());
        assertEquals(Map.of("a", STEP), builder.build().steps());
    }

    @Test
    void dataAndArgumentsAreWhateverJsonBWritesAsAnObject() {
        ManagedProcess process = ManagedProcess.named("p").data(new Batch(7)).arguments(Map.of("dry", true)).build();

        assertEquals(JsonMapping.parse("{\"number\":7}"), process.data());
        assertEquals(JsonMapping.parse("{\"dry\":true}"), process.arguments());
    }

    @Test
    void dataThatIsNoObjectIsRefused() {
        ManagedProcess.Builder builder = ManagedProcess.named("p");

        assertEquals("data must be something that JSON-B writes as an object",
                assertThrows(IllegalArgumentException.class, () -> builder.data(List.of(1))).getMessage());
        assertEquals("arguments must be something that JSON-B writes as an object",
                assertThrows(IllegalArgumentException.class, () -> builder.arguments(null)).getMessage());
    }

    @Test
    void laterChangesOfTheBuilderOrOfTheMapDoNotReachTheProcess() {
        ManagedProcess.Builder builder = ManagedProcess.named("p").step("a", STEP);
        ManagedProcess built = builder.build();
        builder.step("b", STEP);
        Map<String, StepSpec> steps = new LinkedHashMap<>(Map.of("a", STEP));
        ManagedProcess made = new ManagedProcess("p", steps, JsonValue.EMPTY_JSON_OBJECT, Duration.ofSeconds(1), JsonValue.EMPTY_JSON_OBJECT);
        steps.clear();

        assertEquals(1, built.steps().size());
        assertEquals(1, made.steps().size());
        assertThrows(UnsupportedOperationException.class, () -> made.steps().clear());
    }
}
