package io.processmanager.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedLengthTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "ä", "\u0080\u07ff\u0800\uffff", "€", "a𝄞b", "𝄞𝄞"})
    void bytesAreThoseOfUtf8(String text) {
        assertEquals(text.getBytes(StandardCharsets.UTF_8).length, EncodedLength.inUtf8(text));
    }
}
