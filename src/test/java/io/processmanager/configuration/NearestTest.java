package io.processmanager.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> KNOWN = List.of("name", "steps", "data", "timeout", "max_retries");

    @ParameterizedTest
    @CsvSource({"nam, name", "names, name", "nmae, name", "timout, timeout", "time_out, timeout", "max-retries, max_retries", "maxretries, max_retries",
            "Data, data", "step, steps", "steps, steps"})
    void misspeltNameIsRecognized(String written, String meant) {
        assertEquals(Optional.of(meant), Nearest.to(written, KNOWN));
    }

    @ParameterizedTest
    @CsvSource({"xyz", "colour", "''", "a-very-long-name-that-resembles-nothing"})
    void nameLikeNoneOfThemIsNotGuessed(String written) {
        assertEquals(Optional.empty(), Nearest.to(written, KNOWN));
    }

    @Test
    void shortNamesMayDifferByOneLetter() {
        assertEquals(Optional.of("q"), Nearest.to("p", List.of("q")));
        assertEquals(Optional.empty(), Nearest.to("pp", List.of("q")));
    }

    @Test
    void nothingKnownMeansNothingIsNear() {
        assertEquals(Optional.empty(), Nearest.to("name", List.of()));
    }
}
