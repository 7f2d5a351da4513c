package io.processmanager.benchmark.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartedSystemsTest {

    private static final MeasuredSystem ONE = MeasuredSystem.ALL.get(0);
    private static final MeasuredSystem OTHER = MeasuredSystem.ALL.get(1);
    private static final MeasuredSystem THIRD = MeasuredSystem.ALL.get(2);

    private final List<String> events = new ArrayList<>();
    private final StartedSystems systems = new StartedSystems(this::start);

    @Test
    void aSystemIsStartedWhenItIsFirstAskedForAndStaysUp() {
        StartedSystem started = systems.get(ONE);
        systems.get(OTHER);
        assertSame(started, systems.get(ONE));
        assertEquals(List.of("start wildfly", "start payara"), events);
    }

    @Test
    void oneThatWasClosedIsNotClosedAgain() {
        systems.get(ONE);
        systems.get(OTHER);
        systems.close(ONE);
        systems.close();
        systems.close();
        assertEquals(List.of("start wildfly", "start payara", "close wildfly", "close payara"), events);
    }

    @Test
    void oneThatIsNotUpHasNothingToBeClosed() {
        systems.close(ONE);
        assertEquals(List.of(), events);
    }

    @Test
    void allAreClosedEvenIfSomeFailTo() {
        StartedSystems failing = new StartedSystems(system -> system == OTHER ? start(system) : node(system, () -> {
            throw new AssertionError(system.name());
        }));
        failing.get(ONE);
        failing.get(OTHER);
        failing.get(THIRD);
        IllegalStateException error = assertThrows(IllegalStateException.class, failing::close);
        assertEquals(List.of("start payara", "close payara"), events);
        assertEquals(List.of("wildfly", "db-scheduler"), List.of(error.getSuppressed()).stream().map(Throwable::getMessage).toList());
    }

    @Test
    void oneThatFailsToStartLeavesTheOthersToBeClosed() {
        StartedSystems failing = new StartedSystems(system -> {
            if (system == OTHER) {
                throw new IllegalStateException(system.name());
            }
            return start(system);
        });
        failing.get(ONE);
        assertThrows(IllegalStateException.class, () -> failing.get(OTHER));
        failing.close();
        assertEquals(List.of("start wildfly", "close wildfly"), events);
    }

    private StartedSystem start(MeasuredSystem system) {
        events.add("start " + system.name());
        return node(system, () -> events.add("close " + system.name()));
    }

    private static StartedSystem node(MeasuredSystem system, Runnable end) {
        return new StartedSystem(system, new Node(URI.create("http://127.0.0.1/"), end), Optional.empty());
    }
}
