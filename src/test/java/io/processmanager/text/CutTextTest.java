package io.processmanager.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CutTextTest {

    @Test
    void textThatFitsStaysAsItIs() {
        assertEquals("x".repeat(50), CutText.of("x".repeat(50), 50));
        assertEquals("", CutText.of("", 50));
    }

    @Test
    void textThatIsCutSaysHowMuchIsMissing() {
        assertEquals("x".repeat(23) + "… (cut, 28 characters more)", CutText.of("x".repeat(51), 50));
        assertEquals("x".repeat(21) + "… (cut, 4979 characters more)", CutText.of("x".repeat(5_000), 50));
    }

    @Test
    void cutDoesNotGoThroughACharacter() {
        assertEquals("😀".repeat(11) + "… (cut, 178 characters more)", CutText.of("😀".repeat(100), 50));
        assertEquals("x" + "😀".repeat(10) + "… (cut, 180 characters more)", CutText.of("x" + "😀".repeat(100), 50));
    }
}
