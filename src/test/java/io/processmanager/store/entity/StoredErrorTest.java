package io.processmanager.store.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.view.ProcessError;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoredErrorTest {

    private static ProcessError error(String message, String stack) {
        return ProcessError.of("a", 2, "java.sql.SQLException", message).withCode(Optional.of(1062)).withStack(Optional.of(stack));
    }

    private static ProcessError read(ProcessError error) {
        String stored = StoredError.write(error);
        assertEquals(error, StoredError.read(stored));
        return StoredError.readBeginning(stored.substring(0, Math.min(stored.length(), StoredError.BEGINNING)));
    }

    @Test
    void aListShowsTheWholeErrorIfItIsSmall() {
        assertEquals(error("duplicate \"x\"", "at …\n"), read(error("duplicate \"x\"", "at …\n")));
        ProcessError bare = ProcessError.of("a", 1, "x.Y", "m".repeat(600));
        assertEquals(bare, read(bare));
    }

    @Test
    void aLargeStackIsLeftOut() {
        assertEquals(ProcessError.of("a", 2, "java.sql.SQLException", "m".repeat(6_000)).withCode(Optional.of(1062)), read(error("m".repeat(6_000), "s".repeat(6_000))));
    }

    /** Each of its characters takes six in JSON. */
    @Test
    void ofALargeMessageTheBeginningIsShown() {
        assertEquals(ProcessError.of("a", 2, "java.sql.SQLException", "\u0001".repeat(500) + "…").withCode(Optional.of(1062)),
                read(error("\u0001".repeat(100_000), "at …")));
    }

    @Test
    void errorsOfEarlierVersionsAreReadAsFarAsTheyGo() {
        String stored = "{\"step\":\"a\",\"attempt\":3,\"type\":\"x.Y\",\"message\":\"" + "m".repeat(9_000) + "\",\"code\":7}";
        assertEquals(ProcessError.of("a", 3, "x.Y", "…"), StoredError.readBeginning(stored.substring(0, StoredError.BEGINNING)));
    }
}
