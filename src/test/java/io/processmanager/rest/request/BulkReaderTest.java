package io.processmanager.rest.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.bulk.BulkAction;
import io.processmanager.json.JsonMapping;
import io.processmanager.specification.SentObject;
import io.processmanager.rest.problem.ProblemException;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkReaderTest {

    private static BulkReader.Change read(String body) {
        return BulkReader.read(new SentObject(JsonMapping.parse(body.replace('\'', '"')).asJsonObject(), List.of()));
    }

    @Test
    void everyPartIsRead() {
        BulkReader.Change change = read("{'action': 'cancel', 'reason': 'no', 'filter': {'status': 'timed_out', 'name': 'n', 'queue': 'q', 'tag': 't', 'schedule': 's', 'created_before': '2026-11-27T13:00:00+01:00',"
                + " 'created_after': '2026-11-27T11:59:59.5Z'}}");

        assertEquals(BulkAction.CANCEL, change.action());
        assertEquals(Optional.of("no"), change.reason());
        assertEquals(ProcessQuery.ALL.withState(ProcessState.TIMED_OUT).withName("n").withQueue("q").withTag("t").withSchedule("s").withCreatedBefore(Instant.parse("2026-11-27T12:00:00Z"))
                .withCreatedAfter(Instant.parse("2026-11-27T11:59:59.5Z")), change.filter());
    }

    @Test
    void nullIsNotGiven() {
        BulkReader.Change change = read("{'action': 'retry', 'reason': null, 'filter': {'status': null, 'name': 'n', 'created_before': null}}");

        assertEquals(Optional.empty(), change.reason());
        assertEquals(ProcessQuery.ALL.withName("n"), change.filter());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'filter': {'name': 'n'}}                                                 | action: is missing; expected one of retry, cancel, delete",
            "{'action': null, 'filter': {'name': 'n'}}                                 | action: is missing",
            "{'action': 'stop', 'filter': {'name': 'n'}}                               | action: expected one of retry, cancel, delete, got 'stop'",
            "{'action': 'RETRY', 'filter': {'name': 'n'}}                              | action: expected one of",
            "{'action': 7, 'filter': {'name': 'n'}}                                    | action: expected a string, got a number",
            "{'action': 'retry'}                                                       | filter: is missing or empty; nothing is done to all processes at once",
            "{'action': 'retry', 'filter': null}                                       | filter: is missing or empty",
            "{'action': 'retry', 'filter': {}}                                         | filter: is missing or empty",
            "{'action': 'retry', 'filter': {'status': null}}                           | filter: is missing or empty",
            "{'action': 'retry', 'filter': 'failed'}                                   | filter: expected an object, got a string",
            "{'action': 'retry', 'filter': {'stauts': 'failed'}}                       | filter.stauts: is not known; did you mean 'status'?",
            "{'action': 'retry', 'filter': {'q': 'x'}}                                 | filter.q: is not known; expected one of",
            "{'action': 'retry', 'filter': {'status': 'done'}}                         | filter.status: expected one of queued, running",
            "{'action': 'retry', 'filter': {'name': ''}}                               | filter.name: expected 1 to 200 characters",
            "{'action': 'retry', 'filter': {'name': '\\u0000'}}                        | filter.name: expected 1 to 200 characters",
            "{'action': 'retry', 'filter': {'queue': ''}}                              | filter.queue: expected 1 to 200 characters",
            "{'action': 'retry', 'filter': {'tag': ''}}                                | filter.tag: expected 1 to 200 characters",
            "{'action': 'retry', 'filter': {'created_before': '2026-11-27'}}           | filter.created_before: expected a time such as 2027-01-31T08:00:00Z, got '2026-11-27'",
            "{'action': 'retry', 'filter': {'created_after': 1}}                       | filter.created_after: expected a string, got a number",
            "{'action': 'retry', 'filter': {'created_before': '2026-11-27T12:00:00Z', 'created_after': '2026-11-27T12:00:00Z'}} | filter.created_before: expected a later time",
            "{'action': 'retry', 'filter': {'name': 'n'}, 'reason': 7}                 | reason: expected a string, got a number",
            "{'action': 'retry', 'filter': {'name': 'n'}, 'queue': 'x'}                | queue: is not known"})
    void whatIsWrongIsRefusedByItsPlace(String body, String violation) {
        List<String> violations = violations(body);
        assertEquals(1, violations.size(), violations.toString());
        assertTrue(violations.get(0).startsWith(violation), violations.toString());
    }

    @Test
    void everythingThatIsWrongIsToldInTheOrderOfTheDocument() {
        List<String> fields = violations("{'reason': 1, 'filter': {'name': 1, 'status': 'x', 'odd': 1}, 'action': 2, 'more': 3}").stream()
                .map(violation -> violation.replaceFirst(":.*", "")).toList();

        assertEquals(List.of("reason", "filter.name", "filter.status", "filter.odd", "action", "more"), fields);
    }

    private static List<String> violations(String body) {
        JsonArray violations = assertThrows(ProblemException.class, () -> read(body)).problem().members().get("violations").asJsonArray();
        return violations.getValuesAs(JsonObject.class).stream().map(violation -> violation.getString("field") + ": " + violation.getString("message")).toList();
    }
}
