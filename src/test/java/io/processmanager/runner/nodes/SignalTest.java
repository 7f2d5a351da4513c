package io.processmanager.runner.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.runner.nodes.Signal.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {

    private static final String NODE = "0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @EnumSource
    void whatIsSaidIsUnderstood(Kind kind) {
        Signal said = new Signal(NODE, kind);

        assertEquals(Optional.of(said), Signal.parse(said.text()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "queued", NODE, NODE + " ", NODE + " QUEUED", NODE + " something", NODE + " queued now", "node queued", " " + NODE + " queued"})
    void whatSomebodyElseSaysIsNot(String text) {
        assertEquals(Optional.empty(), Signal.parse(text));
    }

    @Test
    void theTextIsShort() {
        assertEquals(NODE + " queued", new Signal(NODE, Kind.QUEUED).text());
    }
}
