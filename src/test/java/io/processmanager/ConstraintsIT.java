package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.teststeps.ConstrainedSteps;
import io.processmanager.teststeps.ConstrainedSteps.Counts;
import io.processmanager.teststeps.ConstrainedSteps.HasBrokenConstraint;
import io.processmanager.teststeps.ConstrainedSteps.Limited;
import io.processmanager.teststeps.ConstrainedSteps.Names;
import io.processmanager.teststeps.ConstrainedSteps.Packs;
import io.processmanager.teststeps.ConstrainedSteps.Pays;
import io.processmanager.teststeps.ConstrainedSteps.Prepares;
import io.processmanager.teststeps.ConstrainedSteps.Ships;
import io.processmanager.teststeps.ConstrainedSteps.Sorts;
import io.processmanager.teststeps.ConstrainedSteps.TakesOddInput;
import io.processmanager.teststeps.ConstrainedSteps.Trusts;
import io.processmanager.teststeps.ConstrainedSteps.Unevaluable;
import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.PlainSteps.Constant;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Arguments and inputs of steps meet the constraints of Jakarta Validation, or it is said which of them they do not meet. */
final class ConstraintsIT extends InSharedDeployment {

    private static final String POSITIVE = "must be greater than 0";
    private static final String BLANK = "must not be blank";

    private static final Map<String, Object> GOOD_ORDER = Map.of("id", "7", "items", List.of(Map.of("name", "pen", "number_of", 1)));
    private static final Map<String, Object> BAD_ORDER = Map.of("id", " ", "items", List.of(Map.of("name", "pen", "number_of", 1), Map.of("name", "", "number_of", 0)),
            "extras", Map.of("ink", Map.of("name", "blue", "number_of", -1)), "tags", List.of(""));

    /** Each as field: message, without {@code steps.a.} */
    private List<String> violations(StepSpec step) {
        return violations(ManagedProcess.named("refused").step("a", step));
    }

    private List<String> violations(ManagedProcess.Builder process) {
        List<Violation> violations = assertThrows(InvalidSpecificationException.class, () -> processes.start(process.build())).violations();
        return violations.stream().map(violation -> violation.field().replaceFirst("^steps\\.a\\.", "") + ": " + violation.message()).toList();
    }

    private String failure(Class<? extends ProcessStep<?, ?>> step, Object input) {
        ProcessInfo info = execute(ManagedProcess.named("fails").step("input", StepSpec.of(Constant.class, input)).step("a", StepSpec.of(step)));
        assertEquals(ProcessState.FAILED, info.state());
        assertEquals("io.processmanager.definition.shape.UnfitInputException", info.error().orElseThrow().type());
        return info.error().orElseThrow().message();
    }

    private static String unfit(String type, String complaints) {
        return "The input does not fit " + type + ", which the step takes, so it was not executed: " + complaints
                + ". Let the step before it return, or give as data, what fits";
    }

    private void assertFinishes(ManagedProcess.Builder process) {
        ProcessInfo info = execute(process);
        assertEquals(ProcessState.FINISHED, info.state(), () -> String.valueOf(info.error()));
    }

    @Test
    void argumentsThatMeetTheirConstraintsAreTaken() {
        assertFinishes(ManagedProcess.named("good").step("pays", StepSpec.of(Pays.class, 0.01, "EUR")).step("names", StepSpec.of(Names.class, List.of("Ada"), Map.of("Ada", 1)))
                .step("order", StepSpec.of(Prepares.class, GOOD_ORDER)).step("null", StepSpec.of(Prepares.class, (Object) null)));
    }

    @Test
    void argumentsThatDoNotMeetThemAreToldAllAtOnceAndNothingIsMadeOrStored() {
        String name = UUID.randomUUID().toString();
        int made = Executions.of(ConstrainedSteps.MADE).size();

        assertEquals(List.of("args[0]: " + POSITIVE, "args[1]: must be a code of at most 3 letters", "steps.b.type: there is no step type 'nothing' in this deployment",
                        "steps.c.args[0]: must not be null"),
                violations(ManagedProcess.named(name).step("a", StepSpec.of(Pays.class, -1, "EURO")).step("b", StepSpec.ofType("nothing"))
                        .step("c", StepSpec.of(Pays.class, null, "EUR"))));

        assertEquals(made, Executions.of(ConstrainedSteps.MADE).size(), "a step was made");
        assertEquals(List.of(), processes.list(ProcessQuery.ALL.withName(name)).items());
    }

    @Test
    void anArgumentOfAnotherTypeHidesNoneThatDoesNotMeetItsConstraints() {
        assertEquals(List.of("args[0]: a JSON string was given where the step takes BigDecimal 'amount'", "args[1]: must be a code of at most 3 letters"),
                violations(StepSpec.of(Pays.class, "much", "EURO")));
    }

    @Test
    void elementsOfContainersAreCheckedEach() {
        assertEquals(List.of("args[0][1]: " + BLANK, "args[0][2]: " + BLANK, "args[1].Bob: " + POSITIVE),
                violations(StepSpec.of(Names.class, List.of("Ada", "", " "), Map.of("Ada", 1, "Bob", 0))));
        assertEquals(List.of("args[0]: must not be empty"), violations(StepSpec.of(Names.class, List.of(), Map.of())));
    }

    @Test
    void recordsAreCheckedThroughAndThroughWhereTheConstructorAsksForIt() {
        assertEquals(List.of("args[0].extras.ink.number_of: must be greater than or equal to 1", "args[0].id: " + BLANK, "args[0].items[1].name: " + BLANK,
                        "args[0].items[1].number_of: must be greater than or equal to 1", "args[0].tags: " + BLANK),
                violations(StepSpec.of(Prepares.class, BAD_ORDER)));
        assertFinishes(ManagedProcess.named("trusts").step("a", StepSpec.of(Trusts.class, BAD_ORDER)));
    }

    @Test
    void aValueIsFilledIntoAMessageButNeverEvaluated() {
        assertEquals(List.of("args[0]: is 11, more than 10"), violations(StepSpec.of(Limited.class, 11, "x")));
        assertEquals(List.of("args[0][0]: " + BLANK), violations(StepSpec.of(Names.class, List.of("", "${1+1}{value}"), Map.of("${1+1}", 1))));
        assertEquals(List.of("args[1].${1+1}: " + POSITIVE), violations(StepSpec.of(Names.class, List.of("x"), Map.of("${1+1}", 0))));
    }

    @Test
    void aHundredViolationsAreToldAndTheOthersCounted() {
        List<String> told = violations(StepSpec.of(Names.class, Collections.nCopies(150, ""), Map.of()));

        assertEquals(101, told.size());
        assertEquals("args: 50 more values are wrong", told.get(100));
    }

    @Test
    void constraintsThatCannotBeEvaluatedAreAViolation() {
        List<String> unevaluable = violations(StepSpec.of(Unevaluable.class, 1));
        assertEquals(1, unevaluable.size());
        assertTrue(unevaluable.get(0).startsWith("args: the constraints that " + Unevaluable.class.getName() + " declares for them cannot be evaluated: HV000030"), unevaluable.get(0));

        List<String> broken = violations(StepSpec.of(HasBrokenConstraint.class, "text"));
        assertEquals(1, broken.size());
        assertTrue(broken.get(0).contains("cannot be evaluated: ") && broken.get(0).contains("the validator is broken"), broken.get(0));
    }

    @Test
    void anInputThatMeetsItsConstraintsIsTaken() {
        assertFinishes(ManagedProcess.named("good").data(GOOD_ORDER).step("a", StepSpec.of(Ships.class)));
        assertFinishes(ManagedProcess.named("good").data(Map.of("from", 1, "to", 1)).step("a", StepSpec.of(Counts.class)));
        assertFinishes(ManagedProcess.named("good").step("input", StepSpec.of(Constant.class, List.of(Map.of("name", "pen", "number_of", 1)))).step("a", StepSpec.of(Packs.class)));
        assertFinishes(ManagedProcess.named("good").step("input", StepSpec.of(Constant.class, (Object) null)).step("a", StepSpec.of(Ships.class)));
    }

    @Test
    void anInputThatDoesNotMeetThemFailsTheAttemptWhichSaysWhereItIsWrong() {
        assertEquals(unfit("Order", "/extras/ink/number_of: must be greater than or equal to 1; /id: " + BLANK + "; /items/1/name: " + BLANK
                + "; /items/1/number_of: must be greater than or equal to 1; /tags: " + BLANK), failure(Ships.class, BAD_ORDER));
        assertEquals(unfit("Range", "/ordered: 'from' must not be above 'to'"), failure(Counts.class, Map.of("from", 2, "to", 1)));
    }

    @Test
    void theElementsOfAnInputAreCheckedEach() {
        assertEquals(unfit("List", "/1/name: " + BLANK), failure(Packs.class, List.of(Map.of("name", "pen", "number_of", 1), Map.of("name", "", "number_of", 1))));
        assertEquals(unfit("Map", "/ink/number_of: must be greater than or equal to 1"), failure(Sorts.class, Map.of("ink", Map.of("name", "blue", "number_of", 0))));
    }

    @Test
    void constraintsOfAnInputThatCannotBeEvaluatedFailTheAttempt() {
        String message = failure(TakesOddInput.class, Map.of("number", 1));
        assertTrue(message.startsWith("The input does not fit OddInput, which the step takes, so it was not executed: its constraints cannot be evaluated: HV000030"), message);
    }
}
