package io.processmanager.rest.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.json.JsonMapping;
import io.processmanager.specification.SentObject;
import io.processmanager.rest.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionReaderTest {

    @Test
    void everyBodyIsOptional() {
        assertEquals("{}", ActionReader.dataToProceedWith(Optional.empty()).toString());
        assertEquals("{}", ActionReader.dataToProceedWith(body("{}")).toString());
        assertEquals(new ActionReader.Cancellation(Optional.empty(), false), ActionReader.cancellation(Optional.empty()));
        assertEquals(Optional.empty(), ActionReader.stepToRetryFrom(Optional.empty()));
        assertEquals(Optional.empty(), ActionReader.stepToRetryFrom(body("{}")));
    }

    @Test
    void dataAndReasonAreRead() {
        assertEquals("{\"approved\":true,\"drop\":null}",
                ActionReader.dataToProceedWith(body("{\"data\":{\"approved\":true,\"drop\":null}}")).toString());
        assertEquals(new ActionReader.Cancellation(Optional.of("too late"), false), ActionReader.cancellation(body("{\"reason\":\"too late\"}")));
        assertEquals(new ActionReader.Cancellation(Optional.of("undo"), true), ActionReader.cancellation(body("{\"reason\":\"undo\",\"compensate\":true}")));
        assertEquals(new ActionReader.Cancellation(Optional.empty(), false), ActionReader.cancellation(body("{\"compensate\":false}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":null}", "{\"data\":[]}", "{\"data\":\"x\"}", "{\"approved\":true}"})
    void dataThatIsNoObjectIsRefused(String body) {
        assertThrows(ProblemException.class, () -> ActionReader.dataToProceedWith(body(body)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"reason\":7}", "{\"reson\":\"x\"}", "{\"reason\":\"\\u0000\"}", "{\"compensate\":\"true\"}", "{\"compensate\":1}"})
    void cancellationOfOtherKindsIsRefused(String body) {
        assertThrows(ProblemException.class, () -> ActionReader.cancellation(body(body)));
    }

    @Test
    void aVeryLongReasonIsRefused() {
        assertThrows(ProblemException.class, () -> ActionReader.cancellation(body("{\"reason\":\"" + "x".repeat(1_001) + "\"}")));
    }

    @Test
    void aRetryTakesTheNameOfAStepOnly() {
        assertEquals(Optional.of("a"), ActionReader.stepToRetryFrom(body("{\"from_step\":\"a\"}")));
        assertEquals(Optional.empty(), ActionReader.stepToRetryFrom(body("{\"from_step\":null}")));
        assertThrows(ProblemException.class, () -> ActionReader.stepToRetryFrom(body("{\"from_step\":1}")));
        assertThrows(ProblemException.class, () -> ActionReader.stepToRetryFrom(body("{\"from_step\":\"\"}")));
        assertThrows(ProblemException.class, () -> ActionReader.stepToRetryFrom(body("{\"from_step\":\"" + "x".repeat(101) + "\"}")));
        assertThrows(ProblemException.class, () -> ActionReader.stepToRetryFrom(body("{\"step\":\"a\"}")));
    }

    private static Optional<SentObject> body(String text) {
        return Optional.of(new SentObject(JsonMapping.parse(text).asJsonObject(), List.of()));
    }
}
