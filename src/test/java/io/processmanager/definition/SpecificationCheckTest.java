package io.processmanager.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.InterruptingProcessStep;
import io.processmanager.InvalidSpecificationException;
import io.processmanager.ManagedProcess;
import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepSpec;
import io.processmanager.Violation;
import io.processmanager.configuration.TestSettings;
import io.processmanager.definition.SpecificationCheck.Use;
import io.processmanager.json.JsonMapping;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecificationCheckTest {

    private static final int MAX_OUTPUT = 1_024;

    private final SpecificationCheck check = new SpecificationCheck(
            new StepConstruction(TestStepTypes.declaring("greet", Greets.class, "ask", Asks.class), new TestBeans(), TestConstraints.NONE),
            TestSettings.of(Map.of("process-manager.step.max-output", "" + MAX_OUTPUT)), List.of());

    public static final class Greets implements ProcessStep<JsonObject, String> {
        public Greets(String name) {
            // is not made in this test
        }

        @Override
        public String execute(JsonObject input, StepContext context) {
            throw new AssertionError();
        }
    }

    public static final class Asks implements InterruptingProcessStep<JsonObject, String> {
        @Override
        public String execute(JsonObject input, StepContext context) {
            throw new AssertionError();
        }
    }

    private static StepSpec greet() {
        return StepSpec.ofType("greet", "Ada");
    }

    private static ManagedProcess process(String name, Map<String, StepSpec> steps, Duration timeout) {
        ManagedProcess.Builder process = ManagedProcess.named(name).timeout(timeout);
        steps.forEach(process::step);
        return process.build();
    }

    private static ManagedProcess named(String name) {
        return process(name, Map.of("a", greet()), ManagedProcess.DEFAULT_TIMEOUT);
    }

    private static ManagedProcess with(StepSpec spec) {
        return process("test", Map.of("a", spec), ManagedProcess.DEFAULT_TIMEOUT);
    }

    private List<String> violations(ManagedProcess process, String... unread) {
        return words(check.violations(process, Use.PROCESS, Set.of(unread)));
    }

    private static List<String> words(List<Violation> violations) {
        return violations.stream().map(violation -> violation.field() + ": " + violation.message()).toList();
    }

    @Test
    void whatIsInOrderHasNoViolations() {
        ManagedProcess process = with(greet().withTimeout(Duration.ofMillis(1)).withMaxRetries(1_000));
        assertEquals(List.of(), violations(process));
        assertEquals(process, check.check(process));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\0b", "half a pair: \ud83d"})
    void aNameHasCharactersThatCanBeStoredAndNotOnlyBlanks(String name) {
        assertEquals(List.of("name: expected 1 to 200 characters, not only blanks"), violations(named(name)));
    }

    @Test
    void aNameHasAtMostTwoHundredCharacters() {
        assertEquals(List.of(), violations(named("n".repeat(200))));
        assertEquals(List.of("name: expected 1 to 200 characters, not only blanks"), violations(named("n".repeat(201))));
    }

    @Test
    void aProcessNeedsNoName() {
        ManagedProcess unnamed = ManagedProcess.unnamed().step("a", greet()).build();
        assertEquals(List.of(), violations(unnamed));
        assertEquals(unnamed, check.check(unnamed), "it is not named by the check either");
        assertEquals("a", check.check(unnamed).name());
    }

    @Test
    void aProcessThatIsCalledAfterAWrongStepIsNotBlamedForItsName() {
        assertEquals(List.of("steps.a b: " + StepNames.RULE), violations(ManagedProcess.unnamed().step("a b", greet()).build()));
        assertEquals(List.of("steps: expected 1 to 1000 steps, got 0"), violations(ManagedProcess.unnamed().build()));
    }

    @Test
    void aProcessHasOneToAThousandSteps() {
        Map<String, StepSpec> steps = new LinkedHashMap<>();
        assertEquals(List.of("steps: expected 1 to 1000 steps, got 0"), violations(process("test", steps, ManagedProcess.DEFAULT_TIMEOUT)));
        IntStream.rangeClosed(1, 1_000).forEach(i -> steps.put("s" + i, greet()));
        assertEquals(List.of(), violations(process("test", steps, ManagedProcess.DEFAULT_TIMEOUT)));
        steps.put("one-more", greet());
        assertEquals(List.of("steps: expected 1 to 1000 steps, got 1001"), violations(process("test", steps, ManagedProcess.DEFAULT_TIMEOUT)));
    }

    @Test
    void aProcessRunsForASecondToSevenDays() {
        for (Duration wrong : List.of(Duration.ofMillis(999), Duration.ofDays(7).plusMillis(1), Duration.ZERO, Duration.ofSeconds(-1))) {
            assertEquals(List.of("timeout: expected 1 to 604800 seconds"), violations(process("test", Map.of("a", greet()), wrong)), wrong::toString);
        }
        for (Duration right : List.of(Duration.ofSeconds(1), Duration.ofDays(7))) {
            assertEquals(List.of(), violations(process("test", Map.of("a", greet()), right)), right::toString);
        }
    }

    @Test
    void anAttemptOfAStepMayTakeMoreThanNothingAndAtMostSevenDays() {
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofNanos(999_999), Duration.ofDays(8))) {
            assertEquals(List.of("steps.a.timeout: expected more than 0 and at most 604800 seconds"), violations(with(greet().withTimeout(wrong))), wrong::toString);
        }
    }

    @Test
    void aStepIsRetriedAThousandTimesAtMost() {
        for (int wrong : List.of(-1, 1_001)) {
            assertEquals(List.of("steps.a.max_retries: expected a whole number from 0 to 1000"), violations(with(greet().withMaxRetries(wrong))));
        }
    }

    @Test
    void theNameOfAStepFollowsItsRule() {
        assertEquals(List.of("steps.a b: " + StepNames.RULE), violations(process("test", Map.of("a b", greet()), ManagedProcess.DEFAULT_TIMEOUT)));
    }

    @Test
    void dataThatIsTooLongToBeStoredIsRefused() {
        JsonObject data = JsonMapping.parse("{\"x\":\"" + "x".repeat(MAX_OUTPUT) + "\"}").asJsonObject();
        List<Violation> violations = check.violations(ManagedProcess.named("test").step("a", greet()).data(data).arguments(data).build(), Use.PROCESS, Set.of());
        assertEquals(List.of("data", "arguments"), violations.stream().map(Violation::field).toList());
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceInTheOrderOfTheSpecification() {
        Map<String, StepSpec> steps = new LinkedHashMap<>();
        steps.put("first", StepSpec.ofType("gret"));
        steps.put("second", greet().withMaxRetries(-1));
        InvalidSpecificationException refused = assertThrows(InvalidSpecificationException.class, () -> check.check(process("", steps, Duration.ZERO)));
        assertEquals(List.of("name", "timeout", "steps.first.type", "steps.second.max_retries"), refused.violations().stream().map(Violation::field).toList());
    }

    @Test
    void whatCouldNotBeReadIsNotJudged() {
        assertEquals(List.of(), violations(process("test", Map.of(), ManagedProcess.DEFAULT_TIMEOUT), "steps"));
        assertEquals(List.of(), violations(with(StepSpec.ofType("?")), "steps.a.type"));
        for (String unread : List.of("steps.a.args", "steps.a.services")) {
            assertEquals(List.of(), violations(with(StepSpec.ofType("greet")), unread), unread);
        }
    }

    @Test
    void anUnknownTypeIsToldEvenIfItsArgumentsCouldNotBeRead() {
        assertEquals(List.of("steps.a.type: there is no step type 'gret' in this deployment; did you mean 'greet'?"), violations(with(StepSpec.ofType("gret")), "steps.a.args"));
    }

    @Test
    void anArgumentThatCannotBeStoredIsNamedAndNotJudgedBeyondThat() {
        List<String> violations = violations(with(StepSpec.ofType("greet", "x".repeat(MAX_OUTPUT))));
        assertEquals(1, violations.size(), violations::toString);
        assertEquals("steps.a.args[0]", violations.get(0).substring(0, violations.get(0).indexOf(':')));
    }

    @Test
    void aStepThatInterruptsNeedsAProcess() {
        ManagedProcess asks = with(StepSpec.ofType("ask"));
        assertEquals(asks, check.check(asks));
        InvalidSpecificationException refused = assertThrows(InvalidSpecificationException.class, () -> check.checkSynchronous(asks));
        assertEquals(List.of("steps.a: an interrupting step needs a process to wait in; start one instead"), words(refused.violations()));
    }

    @Test
    void whatWasCheckedDoesNotChangeAfterwards() {
        ManagedProcess given = with(greet());
        ManagedProcess checked = check.check(given);
        assertEquals(given, checked);
        assertNotSame(given, checked);
    }
}
