package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import io.processmanager.teststeps.ConstructedSteps.Greeting;
import io.processmanager.teststeps.ConstructedSteps.Greets;
import io.processmanager.teststeps.ConstructedSteps.Injected;
import io.processmanager.teststeps.ConstructedSteps.Late;
import io.processmanager.teststeps.ConstructedSteps.NamedStep;
import io.processmanager.teststeps.ConstructedSteps.NoStep;
import io.processmanager.teststeps.ConstructedSteps.Overloaded;
import io.processmanager.teststeps.ConstructedSteps.ShortGreeting;
import io.processmanager.teststeps.ConstructedSteps.Unfinished;
import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.PlainSteps.Append;
import io.processmanager.teststeps.PlainSteps.Constant;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How steps are specified and made, and what is refused before anything is stored. */
final class SpecificationIT extends InSharedDeployment {

    private static final StepSpec GOOD = StepSpec.ofType("merge", Map.of());

    private String made(StepSpec step) {
        ProcessInfo info = execute(ManagedProcess.named("made").step("a", step));
        assertEquals(ProcessState.FINISHED, info.state(), () -> info.error().toString());
        return ((JsonString) info.output().value().orElseThrow()).getString();
    }

    private static StepSpec ofClass(String className, Object... args) {
        return StepSpec.ofClass(className, args);
    }

    private Violation violation(StepSpec step) {
        return violation(ManagedProcess.named("refused").step("a", step));
    }

    private Violation violation(ManagedProcess.Builder process) {
        List<Violation> violations = assertThrows(InvalidSpecificationException.class, () -> processes.start(process.build())).violations();
        assertEquals(1, violations.size(), violations::toString);
        return violations.get(0);
    }

    private void assertViolation(String field, String message, StepSpec step) {
        assertEquals(new Violation("steps.a" + field, message), violation(step));
    }

    @Test
    void serviceIsABeanByTheNameOfItsTypeOrByItsBeanName() {
        assertEquals("Good day, Ada", made(StepSpec.of(Greets.class, "Ada").withServices("polite")));
        assertEquals("Hi Ada", made(StepSpec.of(Greets.class, "Ada").withServices(ShortGreeting.class.getName())));
    }

    @Test
    void constructorForInjectionNeedsNoSpecificationAndItsDependentBeansAreDestroyedAfterUse() {
        int before = Executions.of("counter").size();

        assertEquals("Good day, number 1", made(StepSpec.of(Injected.class)));

        Await.until("the bean to be destroyed", LIMIT, () -> Executions.of("counter").size(), count -> count == before + 1);
    }

    @Test
    void ofSeveralConstructorsTheOneThatFitsIsTaken() {
        assertEquals("()", made(StepSpec.of(Overloaded.class)));
        assertEquals("text x", made(StepSpec.of(Overloaded.class, "x")));
        assertEquals("text 7", made(StepSpec.of(Overloaded.class, "7")));
        assertEquals("number 7", made(StepSpec.of(Overloaded.class, 7)));
        assertEquals("sum 6", made(StepSpec.of(Overloaded.class, List.of(1, 2, 3))));
        assertEquals("x and true", made(StepSpec.of(Overloaded.class, "x", true)));
    }

    @Test
    void stepIsNamedByItsTypeOrByItsClassWhetherItHasATypeOrNot() {
        assertEquals("named", made(StepSpec.of(NamedStep.class)));
        assertEquals("named", made(StepSpec.ofType("test-named")));
        assertEquals("named", made(ofClass(NamedStep.class.getName())));
        assertEquals("()", made(ofClass(Overloaded.class.getName())));
    }

    @Test
    void nullIsAnArgumentLikeAnyOther() {
        ProcessInfo info = execute(ManagedProcess.named("null").step("a", StepSpec.of(Constant.class, JsonValue.NULL)));
        assertEquals(JsonValue.NULL, info.output().value().orElseThrow());
    }

    @Test
    void unknownOrAmbiguousServiceIsRefused() {
        String message = "there is no container bean '%s' that is a " + Greeting.class.getName() + "; name the type or the bean name of one";
        for (String service : List.of("nobody", "java.lang.String", Greeting.class.getName(), "", NoStep.class.getName())) {
            assertViolation(".services[0]", String.format(Locale.ROOT, message, service), StepSpec.of(Greets.class, "Ada").withServices(service));
        }
        assertEquals("steps.a.args", violation(StepSpec.of(Greets.class, "Ada")).field(), "two beans suit, none is named");
    }

    @Test
    void argumentsOfTheWrongNumberOrKindAreRefused() {
        assertViolation(".args[0]", "a JSON number was given where the step takes String 'letter'", StepSpec.of(Append.class, 7));
        assertViolation(".args", "the parameter 'letter' is missing; the step takes (String letter)", StepSpec.of(Append.class));
        assertViolation(".args", "arguments: 2, services: 0, but the step takes (String letter)", StepSpec.of(Append.class, "a", "b"));
        assertViolation(".args", "arguments: 0, services: 1, but the step takes ()", StepSpec.of(Late.class).withServices("polite"));
        assertEquals("steps.a.args[1]", violation(StepSpec.of(Overloaded.class, "x", "true")).field());
        assertEquals("steps.a.args[0]", violation(StepSpec.of(Overloaded.class, Map.of("a", 1))).field());
    }

    @Test
    void classThatIsNoStepIsRefusedWithoutBeingInitialized() {
        assertViolation(".class", "the class " + NoStep.class.getName() + " does not implement ProcessStep", ofClass(NoStep.class.getName()));

        assertNull(System.getProperty("io.processmanager.teststeps.NoStep"));
    }

    @Test
    void stepIsNotInitializedBeforeItIsExecuted() throws Exception {
        transaction.begin();
        processes.start(ManagedProcess.named("late").step("a", StepSpec.of(Late.class)).build());
        transaction.rollback();
        assertNull(System.getProperty("io.processmanager.teststeps.Late"));

        execute(ManagedProcess.named("late").step("a", StepSpec.of(Late.class)));
        assertEquals("initialized", System.getProperty("io.processmanager.teststeps.Late"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme.Gone", "", " ", "[I", "int", "io/processmanager/teststeps/PlainSteps", "../../etc/passwd"})
    void classThatIsNotThereIsRefused(String className) {
        Violation violation = violation(ofClass(className));
        assertEquals("steps.a.class", violation.field());
        assertTrue(violation.message().contains(className), violation.message());
    }

    @Test
    void classThatCannotBeMadeIsRefused() {
        assertViolation(".class", "the class " + Unfinished.class.getName() + " is abstract", ofClass(Unfinished.class.getName()));
        assertViolation(".class", "the class io.processmanager.ProcessStep is abstract", ofClass("io.processmanager.ProcessStep"));
    }

    @Test
    void unknownTypeIsRefusedAndTheNearestIsNamed() {
        assertViolation(".type", "there is no step type 'aproval' in this deployment; did you mean 'approval'?", StepSpec.ofType("aproval"));
        assertEquals("steps.a.type", violation(StepSpec.ofType(Append.class.getName())).field(), "a class name is no type");
    }

    @Test
    void limitsOfAStepAreChecked() {
        assertEquals("steps.a.timeout", violation(GOOD.withTimeout(Duration.ZERO)).field());
        assertEquals("steps.a.timeout", violation(GOOD.withTimeout(Duration.ofSeconds(-1))).field());
        assertEquals("steps.a.timeout", violation(GOOD.withTimeout(Duration.ofDays(7).plusMillis(1))).field());
        assertEquals("steps.a.max_retries", violation(GOOD.withMaxRetries(-1)).field());
        assertEquals("steps.a.max_retries", violation(GOOD.withMaxRetries(1_001)).field());
    }

    @Test
    void limitsOfAProcessAreChecked() {
        assertEquals("name", violation(ManagedProcess.named("").step("a", GOOD)).field());
        assertEquals("name", violation(ManagedProcess.named(" \t ").step("a", GOOD)).field());
        assertEquals("name", violation(ManagedProcess.named("x".repeat(201)).step("a", GOOD)).field());
        assertEquals("name", violation(ManagedProcess.named("a\0b").step("a", GOOD)).field());
        assertEquals("timeout", violation(ManagedProcess.named("x").step("a", GOOD).timeout(Duration.ofMillis(999))).field());
        assertEquals("timeout", violation(ManagedProcess.named("x").step("a", GOOD).timeout(Duration.ofDays(7).plusMillis(1))).field());
        assertEquals("data", violation(ManagedProcess.named("x").step("a", GOOD).data(Map.of("text", "x".repeat(1_048_576)))).field());
        assertEquals("arguments", violation(ManagedProcess.named("x").step("a", GOOD).arguments(Map.of("text", "x".repeat(1_048_576)))).field());
        assertEquals("steps", violation(ManagedProcess.named("x")).field());
        ManagedProcess.Builder tooMany = ManagedProcess.named("x");
        IntStream.range(0, 1_001).forEach(i -> tooMany.step("step" + i, GOOD));
        assertEquals("steps", violation(tooMany).field());
        for (String name : List.of("", "a b", "a/b", "ä", "x".repeat(101), "a\n")) {
            assertEquals("steps." + name, violation(ManagedProcess.named("x").step(name, GOOD)).field());
        }
    }

    @Test
    void whatIsJustWithinTheLimitsIsExecuted() {
        assertEquals(ProcessState.FINISHED, execute(ManagedProcess.named("x".repeat(200)).timeout(Duration.ofDays(7)).data(Map.of("text", "x".repeat(1_048_576 - 11)))
                .step("x".repeat(100), GOOD.withTimeout(Duration.ofDays(7)).withMaxRetries(1_000))).state());
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        List<Violation> violations = assertThrows(InvalidSpecificationException.class, () -> processes.start(ManagedProcess.named("").timeout(Duration.ZERO)
                .step("a b", StepSpec.ofType("gone")).step("b", StepSpec.of(Append.class, 7).withMaxRetries(-1))
                .step("c", StepSpec.of(Greets.class, 7).withServices("nobody")).build())).violations();

        assertEquals(List.of("name", "timeout", "steps.a b", "steps.a b.type", "steps.b.max_retries", "steps.b.args[0]", "steps.c.args[0]", "steps.c.services[0]"),
                violations.stream().map(Violation::field).toList());
    }
}
