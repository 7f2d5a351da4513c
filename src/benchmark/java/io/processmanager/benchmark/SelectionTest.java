package io.processmanager.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static final List<String> ALL = List.of("one", "two", "two", "three");

    @Test
    void noNamesMeanAll() {
        assertEquals(ALL, select(""));
    }

    @Test
    void theOrderIsThatOfAll() {
        assertEquals(List.of("one", "two", "two"), select("two, one"));
    }

    @Test
    void anUnknownNameIsAnswered() {
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> select("one,four"));
        assertEquals("benchmark.systems names 'four', expected some of one,two,three", error.getMessage());
    }

    private static List<String> select(String names) {
        return Selection.of("benchmark.systems", names, ALL, Function.identity());
    }
}
