package io.processmanager.rest.following;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.view.ProcessState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessSnapshotTest {

    /** A pair of surrogates stands at each place once, also where one piece ends and the next begins. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab"})
    void isWrittenInPiecesAsItIs(String beginning) throws IOException {
        String json = beginning + "😀ä".repeat(20_000);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        AtomicInteger largest = new AtomicInteger();
        new ProcessSnapshot(1, ProcessState.RUNNING, json).writeTo(new OutputStream() {
            @Override
            public void write(int value) {
                written.write(value);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                largest.accumulateAndGet(length, Math::max);
                written.write(bytes, from, length);
            }
        });
        assertEquals(json, written.toString(StandardCharsets.UTF_8));
        assertTrue(largest.get() <= 8_192, "at most " + largest + " bytes at a time");
    }
}
