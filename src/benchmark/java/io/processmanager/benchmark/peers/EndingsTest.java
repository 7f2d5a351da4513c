package io.processmanager.benchmark.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndingsTest {

    private final Endings endings = new Endings();

    @Test
    void aProcessWaitsUntilItsEndIsTold() {
        endings.stepBegan();
        assertEquals(1, endings.waiting(0));
        endings.processEnded("one");
        assertEquals(0, endings.waiting(0));
        assertEquals(Set.of("one"), endings.since(0).keySet());
    }

    @Test
    void stepsOfForgottenEndsStayCounted() {
        endings.stepBegan();
        endings.stepEnded();
        endings.stepBegan();
        endings.processEnded("one");
        endings.forget();
        assertEquals(Map.of(), endings.since(0));
        assertEquals(2, endings.steps());
    }
}
