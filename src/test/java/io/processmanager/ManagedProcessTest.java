package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.json.JsonMapping;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
    void aProcessWithoutANameIsCalledAfterItsFirstStep() {
        ManagedProcess unnamed = ManagedProcess.unnamed().step("fetch", STEP).step("approve", STEP).build();

        assertEquals("fetch", unnamed.name());
        assertEquals(Optional.empty(), unnamed.givenName());
        assertEquals(Optional.of("p"), ManagedProcess.named("p").step("fetch", STEP).build().givenName());
    }

    @Test
    void aProcessWithoutNameAndStepsHasNoName() {
        assertEquals("", ManagedProcess.unnamed().build().name());
    }

    @Test
    void whoeverGivesANameGivesNoNull() {
        assertThrows(NullPointerException.class, () -> ManagedProcess.named(null));
    }

    @Test
    void anotherProcessHasEverythingButTheSteps() {
        ManagedProcess process = ManagedProcess.unnamed().step("a", STEP).data(Map.of("x", 1)).arguments(Map.of("y", 2)).timeout(Duration.ofSeconds(5)).build();

        assertEquals(Map.of(), process.withoutSteps().build().steps());
        assertEquals(process, process.withoutSteps().step("a", STEP).build());
        assertEquals(process.hashCode(), process.withoutSteps().step("a", STEP).build().hashCode());
    }

    @Test
    void processesAreEqualIfAllTheirPartsAre() {
        List<ManagedProcess> different = Stream.of(ManagedProcess.named("p"), ManagedProcess.named("q"), ManagedProcess.unnamed(), ManagedProcess.named("p").step("a", STEP),
                ManagedProcess.named("p").data(Map.of("x", 1)), ManagedProcess.named("p").arguments(Map.of("x", 1)), ManagedProcess.named("p").timeout(Duration.ofSeconds(5)))
                .map(ManagedProcess.Builder::build).toList();

        assertEquals(different.size(), Set.copyOf(different).size());
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
    void laterChangesOfTheBuilderDoNotReachTheProcess() {
        ManagedProcess.Builder builder = ManagedProcess.named("p").step("a", STEP);
        ManagedProcess built = builder.build();
        builder.step("b", STEP);

        assertEquals(1, built.steps().size());
        assertThrows(UnsupportedOperationException.class, () -> built.steps().clear());
    }
}
