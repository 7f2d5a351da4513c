package io.processmanager.rest.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitPreferenceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "wait=10 | 10",
            "WAIT = 7 | 7",
            "wait=\"10\" | 10",
            "wait=0 | 0",
            "wait=007 | 7",
            "wait=61 | 60",
            "wait=99999999999999999999 | 60",
            "respond-async, wait=5 | 5",
            "respond-async; x=\"a,wait=9;\\\",\", wait=5;foo=bar | 5",
            "wait=5, wait=6 | 5"})
    void theTimeIsRead(String header, int seconds) {
        assertEquals(Optional.of(Duration.ofSeconds(seconds)), WaitPreference.in(List.of(header)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "respond-async", "wait", "wait=", "wait=x", "wait=-1", "wait=1.5", "wait=x, wait=5", "waits=5", "x=\"wait=5\"",
            "\"", ",,,", "wait=\"5"})
    void whatIsNotUnderstoodIsIgnored(String header) {
        assertEquals(Optional.empty(), WaitPreference.in(List.of(header)));
    }

    @Test
    void severalHeadersCountAsOne() {
        assertEquals(Optional.of(Duration.ofSeconds(5)), WaitPreference.in(List.of("respond-async", "wait=5")));
    }

    @Test
    void noHeaderIsNoPreference() {
        assertEquals(Optional.empty(), WaitPreference.in(null));
    }

    @Test
    void hostileHeadersAreReadQuickly() {
        assertEquals(Optional.empty(), WaitPreference.in(List.of("\"\"".repeat(500_000))));
        assertEquals(Optional.empty(), WaitPreference.in(List.of("x".repeat(500_000) + "\"")));
    }
}
