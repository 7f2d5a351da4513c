package io.processmanager.specification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.ManagedProcess;
import io.processmanager.Retry;
import io.processmanager.StepSpec;
import io.processmanager.Violation;
import io.processmanager.definition.SpecificationCheck.Use;
import io.processmanager.definition.SpecificationCheck;
import io.processmanager.definition.StepTypeDescription;
import io.processmanager.definition.StepTypes;
import io.processmanager.json.JsonMapping;
import io.processmanager.queue.Queuing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecificationReaderTest {

    private final SpecificationReader reader = new SpecificationReader();

    /** Only what cannot be read counts here. */
    @BeforeEach
    void findSenseInEverything() {
        reader.check = new SpecificationCheck() {
            @Override
            public List<Violation> violations(ManagedProcess process, Use use, Set<String> unread) {
                return List.of();
            }
        };
    }

    @BeforeEach
    void declareOneClass() {
        reader.stepTypes = new StepTypes() {
            @Override
            public boolean declaresClass(String className) {
                return className.equals("com.acme.StoreRows");
            }

            @Override
            public List<StepTypeDescription> descriptions() {
                return List.of(new StepTypeDescription("store-rows", "com.acme.StoreRows", "", List.of(), false));
            }
        };
    }

    @Test
    void everyFieldOfTheContractIsRead() {
        ManagedProcess process = read("""
                {"name": "nightly import",
                 "steps": {
                   "fetch":   {"type": "http-request", "args": [{"method": "GET"}]},
                   "approve": {"type": "approval", "args": ["Import these rows?"]},
                   "store":   {"class": "com.acme.StoreRows", "args": ["rows"], "services": ["com.acme.RowStore"], "timeout": 1.5, "max_retries": 5}},
                 "data": {"batch": 7},
                 "arguments": {"dry": true},
                 "timeout": 300,
                 "queue": "imports", "priority": 9, "run_at": "2027-01-01T01:00:00.5+01:00", "unique_key": "import-7", "concurrency_key": "tenant-3", "tags": ["a", "b"]}""");
        assertEquals(Queuing.in("imports").withPriority(9).withRunAt(Instant.parse("2027-01-01T00:00:00.500Z")).withUniqueKey("import-7").withConcurrencyKey("tenant-3")
                .withTags("a", "b"), process.queuing());
        assertEquals("nightly import", process.name());
        assertEquals(List.of("fetch", "approve", "store"), List.copyOf(process.steps().keySet()));
        assertEquals("{\"batch\":7}", process.data().toString());
        assertEquals("{\"dry\":true}", process.arguments().toString());
        assertEquals(Duration.ofMinutes(5), process.timeout());
        StepSpec store = process.steps().get("store");
        assertEquals("com.acme.StoreRows", store.className());
        assertEquals("[\"rows\"]", store.args().toString());
        assertEquals(List.of("com.acme.RowStore"), store.services());
        assertEquals(Duration.ofMillis(1_500), store.timeout());
        assertEquals(Retry.times(5), store.retry());
    }

    @Test
    void whatIsLeftOutOrNullHasItsDefault() {
        ManagedProcess process = read("""
                {"name": "x", "data": null, "timeout": null, "steps": {"a": {"type": "merge", "class": null, "args": null, "timeout": null}}}""");
        assertEquals(Duration.ofSeconds(60), process.timeout());
        assertEquals("{}", process.data().toString());
        StepSpec step = process.steps().get("a");
        assertNull(step.className());
        assertNull(step.timeout());
        assertEquals(List.of(), step.args());
        assertEquals(Retry.INHERITED, step.retry());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"name\": null, "})
    void aNameMayBeMissing(String field) {
        ManagedProcess process = read("{" + field + "\"steps\": {\"fetch\": {\"type\": \"merge\"}, \"store\": {\"type\": \"merge\"}}}");
        assertEquals(Optional.empty(), process.givenName());
        assertEquals("fetch", process.name());
    }

    @Test
    void aNameThatCannotBeReadIsNotJudgedOnceMore() {
        reader.check = new SpecificationCheck() {
            @Override
            public List<Violation> violations(ManagedProcess process, Use use, Set<String> unread) {
                assertEquals(Optional.empty(), process.givenName());
                return List.of();
            }
        };
        assertEquals(1, violations("{\"name\": 7, \"steps\": {\"a\": {\"type\": \"merge\"}}}").size());
        SentObject twice = new SentObject(JsonMapping.parse("{\"name\": \"\", \"steps\": {}}").asJsonObject(), List.of(new Violation("name", "is given twice")));
        assertEquals(1, assertThrows(InvalidSpecificationException.class, () -> reader.read(twice, Use.PROCESS)).violations().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"name\":\"x\"}                                                | steps                 | is missing",
            "{\"name\":7,\"steps\":{}}                                       | name                  | expected a string, got a number",
            "{\"name\":\"x\",\"steps\":[]}                                   | steps                 | expected an object, got an array",
            "{\"name\":\"x\",\"steps\":{},\"data\":1}                        | data                  | expected an object, got a number",
            "{\"name\":\"x\",\"steps\":{},\"timeout\":\"60\"}                | timeout               | expected a number of seconds, got a string",
            "{\"name\":\"x\",\"steps\":{},\"timeout\":1e99}                  | timeout               | is out of any sensible range",
            "{\"name\":\"x\",\"steps\":{},\"timeout\":-1e999999999}          | timeout               | is out of any sensible range",
            "{\"name\":\"x\",\"steps\":{},\"tiemout\":1}                     | tiemout               | is not known; did you mean 'timeout'?",
            "{\"name\":\"x\",\"steps\":{\"a\":7}}                            | steps.a               | expected an object, got a number",
            "{\"name\":\"x\",\"steps\":{\"a\":{}}}                           | steps.a               | expected either 'type' or 'class', got neither",
            "{\"name\":\"x\",\"steps\":{\"a\":{\"type\":\"m\",\"arg\":[]}}}  | steps.a.arg           | is not known; did you mean 'args'?",
            "{\"name\":\"x\",\"steps\":{\"a\":{\"type\":\"m\",\"args\":{}}}} | steps.a.args          | expected an array, got an object",
            "{\"name\":\"x\",\"steps\":{\"a\":{\"type\":\"m\",\"services\":[\"s\",1]}}} | steps.a.services[1] | expected a string, got a number",
            "{\"name\":\"x\",\"steps\":{\"a\":{\"type\":\"m\",\"max_retries\":1.5}}}    | steps.a.max_retries | expected a whole number, got 1.5",
            "{\"name\":\"x\",\"steps\":{\"a\":{\"type\":\"m\",\"max_retries\":true}}}   | steps.a.max_retries | expected a whole number, got a boolean"})
    void whatIsWrongIsRefusedWithItsPlace(String body, String field, String message) {
        assertEquals(List.of(new Violation(field, message)), violations(body));
    }

    @Test
    void typeAndClassTogetherAreRefused() {
        assertEquals(List.of(new Violation("steps.a", "expected either 'type' or 'class', got both")),
                violations("{\"name\":\"x\",\"steps\":{\"a\":{\"type\":\"merge\",\"class\":\"com.acme.StoreRows\"}}}"));
    }

    @Test
    void aClassThatIsNotDeclaredIsRefused() {
        assertEquals(List.of(new Violation("steps.a.class",
                "'com.acme.StoreRow' is not a step that this deployment declares, so it was not loaded; did you mean 'com.acme.StoreRows'?")),
                violations("{\"name\":\"x\",\"steps\":{\"a\":{\"class\":\"com.acme.StoreRow\"}}}"));
    }

    @Test
    void everythingThatIsWrongIsReportedAtOnce() {
        assertEquals(List.of("nmae", "steps.a.class", "steps.b", "timeout"), violations("""
                {"nmae": "x", "steps": {"a": {"class": "java.lang.Runtime"}, "b": 1}, "timeout": []}""").stream().map(Violation::field)
                .sorted(java.util.Comparator.comparing(List.of("nmae", "steps.a.class", "steps.b", "timeout")::indexOf)).toList());
    }

    @Test
    void whatMakesNoSenseIsReportedWithWhatCannotBeReadInTheOrderOfTheDocument() {
        reader.check = new SpecificationCheck() {
            @Override
            public List<Violation> violations(ManagedProcess process, Use use, Set<String> unread) {
                assertEquals(Set.of("steps.b.type", "steps.c.args", "steps.c.services", "steps.d.type"), unread);
                assertEquals(List.of("a", "b", "c", "d"), List.copyOf(process.steps().keySet()), "none is missing, whether it can be read or not");
                assertEquals(Duration.ofMillis(5), process.timeout());
                return List.of(new Violation("timeout", "too short"), new Violation("steps.a.type", "unknown"));
            }
        };
        assertEquals(List.of("timeout", "steps.a.type", "steps.a.tmeout", "steps.b", "steps.c.args", "steps.c.services[0]", "steps.d", "data"),
                violations("{'timeout': 0.005, 'steps': {'a': {'type': 'x', 'tmeout': 1}, 'b': 1, 'c': {'type': 'y', 'args': 1, 'services': [2]}, 'd': {}}, 'data': []}"
                        .replace('\'', '"')).stream().map(Violation::field).toList());
    }

    private ManagedProcess read(String body) {
        return reader.read(new SentObject(JsonMapping.parse(body).asJsonObject(), List.of()), Use.PROCESS);
    }

    private List<Violation> violations(String body) {
        return assertThrows(InvalidSpecificationException.class, () -> read(body)).violations();
    }
}
