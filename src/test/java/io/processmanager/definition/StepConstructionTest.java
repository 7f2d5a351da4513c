package io.processmanager.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.InterruptingProcessStep;
import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepSpec;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepConstructionTest {

    private static final List<String> INITIALIZED = new ArrayList<>();

    private final TestBeans beans = new TestBeans().with("ledger", new Ledger());
    private final StepConstruction construction = new StepConstruction(TestStepTypes.declaring("greet", Greets.class, "ask", Asks.class), beans, TestConstraints.NONE);

    public static final class Ledger {
    }

    /** Returns what it was made of. */
    abstract static class Returns implements ProcessStep<JsonObject, List<Object>> {
        private final List<Object> parameters;

        Returns(Object... parameters) {
            this.parameters = List.of(parameters);
        }

        @Override
        public List<Object> execute(JsonObject input, StepContext context) {
            return parameters;
        }
    }

    public static final class Greets extends Returns {
        public Greets(String name) {
            super(name);
        }

        public Greets(String name, int times) {
            super(name, times);
        }

        public Greets(String name, Ledger ledger, Ledger other) {
            super(name, ledger, other);
        }
    }

    public static final class Books extends Returns {
        public Books(int amount, Ledger ledger) {
            super(amount, ledger);
        }
    }

    public abstract static class Abstract extends Returns {
    }

    public static final class Hidden extends Returns {
        private Hidden(int number) {
            super(number);
        }
    }

    public static final class Asks extends Returns implements InterruptingProcessStep<JsonObject, List<Object>> {
    }

    public static final class Throws extends Returns {
        public Throws() throws IOException {
            throw new IOException("no ledger today");
        }
    }

    public static final class Harmful {
        static {
            INITIALIZED.add("Harmful");
        }
    }

    private static StepSpec spec(Class<?> type, Object... args) {
        return StepSpec.ofClass(type.getName(), args);
    }

    private Object made(StepSpec spec) throws Exception {
        try (ConstructedStep step = construction.construct(spec)) {
            return step.execute(JsonValue.EMPTY_JSON_OBJECT, null);
        }
    }

    private String complaint(StepSpec spec) {
        return construction.check("steps.a", spec).stream().map(violation -> violation.field() + ": " + violation.message()).reduce((a, b) -> a + " | " + b).orElse("");
    }

    @Test
    void theConstructorThatTakesTheArgumentsIsCalled() throws Exception {
        assertEquals(List.of("Ada"), made(StepSpec.ofType("greet", "Ada")));
        assertEquals(List.of("Ada", 3), made(StepSpec.ofType("greet", "Ada", 3)));
    }

    @Test
    void whatIsLeftOfTheParametersAreBeansOfTheContainer() throws Exception {
        assertEquals(List.of(5, beans.get("ledger")), made(spec(Books.class, 5)));
    }

    @Test
    void aServiceIsNamedByItsTypeOrByItsBeanName() throws Exception {
        for (String service : List.of("ledger", Ledger.class.getName())) {
            assertEquals(List.of(5, beans.get("ledger")), made(spec(Books.class, 5).withServices(service)), service);
        }
    }

    @Test
    void beansThatWereMadeForTheStepAreReleasedWithIt() throws Exception {
        ConstructedStep step = construction.construct(spec(Books.class, 5));
        assertEquals(0, beans.released());
        step.close();
        assertEquals(1, beans.released());
    }

    @Test
    void whatTheConstructorThrowsIsThrownAsItIs() {
        assertEquals("no ledger today", assertThrows(IOException.class, () -> construction.construct(spec(Throws.class))).getMessage());
    }

    @Test
    void beansAreReleasedWhenTheStepCannotBeMade() {
        beans.failing(new IllegalStateException("no bean today"));
        IllegalStateException failure = assertThrows(IllegalStateException.class, () -> construction.construct(spec(Books.class, 5)));
        assertEquals("no bean today", failure.getMessage());
        assertEquals(1, beans.released());
    }

    @Test
    void anArgumentOfTheWrongTypeIsNamedWithWhatTheStepTakes() {
        assertEquals("steps.a.args[1]: a JSON string was given where the step takes int 'times'", complaint(StepSpec.ofType("greet", "Ada", "often")));
        assertThrows(IllegalArgumentException.class, () -> construction.construct(StepSpec.ofType("greet", "Ada", "often")));
    }

    @Test
    void everyArgumentThatIsWrongIsNamed() {
        assertEquals(2, construction.check("steps.a", StepSpec.ofType("greet", 1, "often")).size());
    }

    @Test
    void aParameterThatNobodyGivesIsNamed() {
        assertTrue(complaint(spec(Books.class)).startsWith("steps.a.args: the parameter 'amount' is missing"), complaint(spec(Books.class)));
    }

    @Test
    void moreThanAnyConstructorTakesIsTooMuch() {
        String complaint = complaint(StepSpec.ofType("greet", "a", "b", "c", "d"));
        assertTrue(complaint.startsWith("steps.a.args: arguments: 4, services: 0, but the step takes (String name)"), complaint);
    }

    @Test
    void aServiceThatIsNotThereIsNamed() {
        assertTrue(complaint(spec(Books.class, 5).withServices("cash")).startsWith("steps.a.services[0]: there is no container bean 'cash'"));
    }

    @Test
    void anAbstractClassAndOneWithoutAPublicConstructorCannotBeMade() {
        assertEquals("steps.a.class: the class " + Abstract.class.getName() + " is abstract", complaint(spec(Abstract.class)));
        assertTrue(complaint(spec(Hidden.class, 1)).endsWith("the step has no public constructor"));
    }

    @Test
    void anUnknownTypeIsNamedWithTheNearestOne() {
        assertEquals("steps.a.type: there is no step type 'gret' in this deployment; did you mean 'greet'?", complaint(StepSpec.ofType("gret")));
        assertTrue(construction.isUnknown(StepSpec.ofType("gret")));
        assertFalse(construction.isUnknown(StepSpec.ofType("greet")));
    }

    @Test
    void aClassThatIsNoStepIsRefusedBeforeItIsInitialized() {
        assertEquals("steps.a.class: the class " + Harmful.class.getName() + " does not implement ProcessStep", complaint(spec(Harmful.class)));
        assertThrows(UnknownStepException.class, () -> construction.construct(spec(Harmful.class)));
        assertEquals(List.of(), INITIALIZED);
    }

    @Test
    void aClassThatIsNotThereIsNamed() {
        StepSpec nowhere = StepSpec.ofClass("com.acme.Nowhere");
        assertEquals("steps.a.class: there is no usable class com.acme.Nowhere in this deployment", complaint(nowhere));
    }

    @Test
    void whetherTheProcessWaitsAfterTheStepIsKnownWithoutMakingIt() {
        assertTrue(construction.isInterrupting(StepSpec.ofType("ask")));
        assertFalse(construction.isInterrupting(StepSpec.ofType("greet")));
    }

    @Test
    void nothingIsMadeWhileASpecificationIsChecked() {
        beans.failing(new AssertionError("a bean was made"));
        assertSame("", complaint(spec(Books.class, 5)));
    }
}
