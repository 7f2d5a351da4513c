package io.processmanager.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.InterruptingProcessStep;
import io.processmanager.json.JsonMapping;
import jakarta.json.JsonValue;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalStepTest {

    private final ApprovalStep step = new ApprovalStep("Import?");

    @Test
    void interruptsTheProcess() {
        assertInstanceOf(InterruptingProcessStep.class, step);
    }

    @Test
    void reportsItsInputAndTheQuestion() {
        assertEquals(JsonMapping.parse("{\"rows\":3,\"question\":\"Import?\"}"),
                step.execute(JsonMapping.parse("{\"rows\":3,\"question\":\"an earlier one\"}"), new RecordingContext()));
    }

    @Test
    void reportsTheQuestionAloneIfThereIsNoData() {
        assertEquals(JsonMapping.parse("{\"question\":\"Import?\"}"), step.execute(JsonValue.NULL, new RecordingContext()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "\"text\"", "1", "true"})
    void inputThatIsNoObjectFailsWithTheNameOfTheStep(String input) {
        String message = assertThrows(IllegalArgumentException.class,
                () -> step.execute(JsonMapping.parse(input), new RecordingContext())).getMessage();

        assertEquals("Step 'tested' adds to its input, which therefore must be a JSON object, but it is of type "
                + JsonMapping.parse(input).getValueType().name().toLowerCase(Locale.ROOT) + "; let the step before it return an object", message);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void questionThatAsksNothingIsRefused(String question) {
        assertEquals("The argument 'question' is empty; give the question that is to be answered",
                assertThrows(IllegalArgumentException.class, () -> new ApprovalStep(question)).getMessage());
    }
}
