package io.processmanager.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.testing.Injected;
import java.security.Principal;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Who counts as the caller who has started a process. */
class CallerTest {

    private static Optional<String> name(Supplier<String> principal) {
        Caller caller = new Caller();
        Injected.into(caller, "principal", (Principal) principal::get);
        return caller.name();
    }

    @Test
    void callerThatTheServerHasAuthenticatedIsKnownByName() {
        assertEquals(Optional.of("ada"), name(() -> "ada"));
        assertEquals(200, name(() -> "x".repeat(300)).orElseThrow().length());
        assertEquals(Optional.of("a b"), name(() -> "a\0b"));
    }

    @Test
    void whoHasNotLoggedInHasNoName() {
        assertEquals(Optional.empty(), name(() -> "anonymous"));
        assertEquals(Optional.empty(), name(() -> "ANONYMOUS"));
        assertEquals(Optional.empty(), name(() -> " "));
        assertEquals(Optional.empty(), name(() -> null));
        assertEquals(Optional.empty(), name(() -> {
            throw new IllegalStateException("no security domain");
        }));
    }
}
