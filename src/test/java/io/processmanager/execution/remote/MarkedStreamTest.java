package io.processmanager.execution.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MarkedStreamTest {

    private static final String MARK = "\0mark\0";

    private final MarkedStream stream = new MarkedStream();

    private String add(String text) {
        return new String(stream.add(text.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
    }

    @Test
    void everythingIsPassedOnWhileNoMarkIsExpected() {
        assertEquals("a" + MARK, add("a" + MARK));
        assertFalse(stream.takeMark());
    }

    @Test
    void markIsFoundWhereverItIsSplit() {
        String all = "before" + MARK + "after";
        for (int split = 0; split <= all.length(); split++) {
            stream.expect(MARK.getBytes(StandardCharsets.ISO_8859_1));
            assertEquals("beforeafter", add(all.substring(0, split)) + add(all.substring(split)), "split at " + split);
            assertTrue(stream.takeMark());
            assertFalse(stream.takeMark());
        }
    }

    @Test
    void onlyWhatMayBeTheBeginningIsHeldBack() {
        stream.expect(MARK.getBytes(StandardCharsets.ISO_8859_1));

        assertEquals("text", add("text"));
        assertEquals("", add("\0ma"));
        assertEquals("\0ma no", add(" no"));
        assertEquals("\0", add("\0\0mark"));
        assertEquals("", add("\0"));
        assertTrue(stream.takeMark());
    }

    @Test
    void whatIsHeldBackAtTheEndIsNotLost() {
        stream.expect(MARK.getBytes(StandardCharsets.ISO_8859_1));
        add("\0ma");

        assertEquals("\0ma", new String(stream.rest(), StandardCharsets.ISO_8859_1));
    }
}
