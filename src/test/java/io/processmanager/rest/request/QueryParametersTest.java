package io.processmanager.rest.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.rest.problem.ProblemException;
import io.processmanager.view.ProcessState;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {

    @Test
    void whatIsGivenIsRead() {
        QueryParameters query = query("status=timed_out", "limit=500", "q=nightly");
        assertEquals(Optional.of(ProcessState.TIMED_OUT), query.state("status"));
        assertEquals(500, query.limit("limit", 50, 500));
        assertEquals(Optional.of("nightly"), query.text("q"));
        query.refuseIfWrong();
    }

    @Test
    void whatIsEmptyOrMissingHasItsDefault() {
        QueryParameters query = query("status=", "limit=", "q=");
        assertEquals(Optional.empty(), query.state("status"));
        assertEquals(50, query.limit("limit", 50, 500));
        assertEquals(Optional.empty(), query.text("q"));
        assertEquals(Optional.empty(), query.text("after"));
        query.refuseIfWrong();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "501", "-1", "1.5", "x", "99999999999999999999", " 1", "٣"})
    void aLimitOutOfRangeIsRefused(String limit) {
        QueryParameters query = query("limit=" + limit);
        query.limit("limit", 50, 500);
        assertEquals(List.of("limit: expected a whole number from 1 to 500, got '" + limit + "'"), complaints(query));
    }

    @ParameterizedTest
    @ValueSource(strings = {"done", "FINISHED", "timed-out"})
    void aStateThatThereIsNotIsRefusedWithThoseThereAre(String status) {
        QueryParameters query = query("status=" + status);
        query.state("status");
        assertEquals(List.of("status: expected one of queued, running, waiting, interrupted, finished, failed, timed_out, cancelled, got '" + status + "'"),
                complaints(query));
    }

    @Test
    void oneOfSomeWordsIsTheFirstByDefaultAndNoOther() {
        assertEquals("out", query("stream=").oneOf("stream", "out", "err"));
        assertEquals("err", query("stream=err").oneOf("stream", "out", "err"));
        QueryParameters query = query("stream=log");
        query.oneOf("stream", "out", "err");
        assertEquals(List.of("stream: expected one of out, err, got 'log'"), complaints(query));
    }

    @Test
    void anUnknownParameterIsRefusedWithTheNearestKnownOne() {
        assertEquals(List.of("limt: is not known; did you mean 'limit'?"), complaints(query("limt=5")));
    }

    @Test
    void anUnknownParameterIsRefusedWhereThereAreNone() {
        assertEquals(List.of("name: is not known; this address takes no parameters"), complaints(new QueryParameters(uri(new MultivaluedHashMap<>(Map.of("name", "a"))))));
    }

    @Test
    void aParameterGivenTwiceIsRefused() {
        assertEquals(List.of("q: is given 2 times"), complaints(query("q=a", "q=b")));
    }

    @Test
    void aNullCharacterIsRefused() {
        assertEquals(List.of("q: has a null character"), complaints(query("q=\0")));
    }

    private static QueryParameters query(String... parameters) {
        MultivaluedMap<String, String> given = new MultivaluedHashMap<>();
        for (String parameter : parameters) {
            given.add(parameter.substring(0, parameter.indexOf('=')), parameter.substring(parameter.indexOf('=') + 1));
        }
        return new QueryParameters(uri(given), "status", "name", "q", "limit", "after", "stream");
    }

    private static UriInfo uri(MultivaluedMap<String, String> parameters) {
        return (UriInfo) Proxy.newProxyInstance(QueryParametersTest.class.getClassLoader(), new Class<?>[] {UriInfo.class},
                (proxy, method, arguments) -> parameters);
    }

    private static List<String> complaints(QueryParameters query) {
        return assertThrows(ProblemException.class, query::refuseIfWrong).problem().members().get("violations").asJsonArray().stream()
                .map(JsonValue::asJsonObject).map(violation -> violation.getString("field") + ": " + violation.getString("message")).toList();
    }
}
