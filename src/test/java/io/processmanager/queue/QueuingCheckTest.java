package io.processmanager.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueuingCheckTest {

    private static final Instant NOON = Instant.parse("2027-01-01T12:00:00Z");

    private static List<String> wrong(Queuing queuing) {
        List<String> fields = new ArrayList<>();
        QueuingCheck.check(queuing, (field, reason) -> fields.add(field));
        return fields;
    }

    @Test
    void everythingWithinTheLimitsIsAccepted() {
        assertEquals(List.of(), wrong(Queuing.DEFAULT));
        assertEquals(List.of(), wrong(Queuing.in("A-b_c.9").withPriority(9).withDelay(Duration.ofDays(3_650)).withUniqueKey("k".repeat(200)).withConcurrencyKey("é 😀")
                .withTags(IntStream.range(0, 10).mapToObj(i -> i + "t".repeat(49)).toArray(String[]::new))));
        assertEquals(List.of(), wrong(Queuing.in("q".repeat(100)).withPriority(0).withRunAt(NOON)));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertEquals(List.of("queue", "priority", "run_at", "delay", "delay", "unique_key", "concurrency_key", "tags[0]", "tags[2]"),
                wrong(Queuing.in("a b").withPriority(10).withRunAt(Instant.MAX).withDelay(Duration.ofMillis(-1)).withUniqueKey("").withConcurrencyKey("k".repeat(201))
                        .withTags(" ", "x", "x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "ä", "a\n"})
    void aQueueIsNamedAsAStep(String name) {
        assertEquals(List.of("queue"), wrong(Queuing.in(name)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10, Integer.MAX_VALUE})
    void aPriorityIsFromZeroToNine(int priority) {
        assertEquals(List.of("priority"), wrong(Queuing.DEFAULT.withPriority(priority)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\ud800"})
    void aKeyCanBeStored(String key) {
        assertEquals(List.of("unique_key"), wrong(Queuing.DEFAULT.withUniqueKey(key)));
        assertEquals(List.of("concurrency_key"), wrong(Queuing.DEFAULT.withConcurrencyKey(key)));
    }

    @Test
    void tagsAreFewAndShortAndEachOnce() {
        assertEquals(List.of("tags"), wrong(Queuing.DEFAULT.withTags(IntStream.range(0, 11).mapToObj(i -> "t" + i).toArray(String[]::new))));
        assertEquals(List.of("tags[0]", "tags[1]"), wrong(Queuing.DEFAULT.withTags("t".repeat(51), "a\nb")));
    }

    @Test
    void aTimeThatHasPassedLetsNobodyJumpTheQueue() {
        assertEquals(NOON, Queuing.DEFAULT.withRunAt(NOON.minusSeconds(1)).due(NOON));
        assertEquals(NOON.plusSeconds(5), Queuing.DEFAULT.withRunAt(NOON.plusSeconds(5)).due(NOON));
        assertEquals(NOON.plusMillis(1_500), Queuing.DEFAULT.withDelay(Duration.ofMillis(1_500)).due(NOON));
        assertEquals(NOON, Queuing.DEFAULT.due(NOON));
    }

    @Test
    void anExecutionWaitsInNoQueue() {
        List<String> fields = new ArrayList<>();
        QueuingCheck.refuseForExecution(Queuing.in("q").withPriority(5).withRunAt(NOON).withDelay(Duration.ZERO).withUniqueKey("u").withConcurrencyKey("c").withTags("t"),
                (field, reason) -> fields.add(field));
        QueuingCheck.refuseForExecution(Queuing.DEFAULT, (field, reason) -> fields.add("none"));

        assertEquals(List.of("queue", "priority", "run_at", "delay", "unique_key", "concurrency_key", "tags"), fields);
    }
}
