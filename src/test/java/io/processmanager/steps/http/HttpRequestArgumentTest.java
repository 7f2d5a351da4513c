package io.processmanager.steps.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.Violation;
import io.processmanager.json.JsonMapping;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRequestArgumentTest {

    private static final JsonObject DATA = (JsonObject) JsonMapping.parse("{\"a\":1}");

    private static HttpRequestArgument parsed(String json) {
        return HttpRequestArgument.of((JsonObject) JsonMapping.parse(json));
    }

    @Test
    void onlyTheUrlIsNeeded() {
        HttpRequestArgument argument = parsed("{\"url\":\"http://localhost/\"}");

        assertEquals("GET", argument.method());
        assertEquals(Map.of(), argument.headers());
        assertEquals(Duration.ofSeconds(30), argument.timeout());
        assertTrue(argument.expects(200) && argument.expects(299));
        assertTrue(!argument.expects(199) && !argument.expects(300));
        assertEquals(Optional.empty(), argument.bodyOr(DATA));
    }

    @Test
    void everythingCanBeGiven() {
        HttpRequestArgument argument = parsed("""
                {"method": "patch", "url": "https://h.example:8443/p?q=1", "headers": {"Accept": "text/plain"}, "body": [1], "timeout": 1.5,
                 "expect": [200, 404]}""");

        assertEquals("PATCH", argument.method());
        assertEquals("https://h.example:8443/p", argument.target().toString());
        assertEquals(Map.of("Accept", "text/plain"), argument.headers());
        assertEquals(Optional.of(JsonMapping.parse("[1]")), argument.bodyOr(DATA));
        assertEquals(Duration.ofMillis(1_500), argument.timeout());
        assertTrue(argument.expects(200) && argument.expects(404) && !argument.expects(201));
    }

    @ParameterizedTest
    @CsvSource({"POST, true", "PUT, true", "GET, false", "PATCH, false", "DELETE, false"})
    void bodyIsTheDataForPostAndPutOnly(String method, boolean sendsData) {
        assertEquals(sendsData ? Optional.of(DATA) : Optional.<JsonValue>empty(),
                parsed("{\"method\":\"" + method + "\",\"url\":\"http://localhost/\"}").bodyOr(DATA));
    }

    @Test
    void nullBodySendsNothing() {
        assertEquals(Optional.empty(), parsed("{\"method\":\"POST\",\"url\":\"http://localhost/\",\"body\":null}").bodyOr(DATA));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                              | The field 'url' of the argument 'request' is missing; give an absolute URL
            {"url":7}                                       | The field 'url' of the argument 'request' must be a text, but is number
            {"url":"/relative"}                             | The field 'url' of the argument 'request' must begin with http:// or https://
            {"url":"ftp://localhost/"}                      | The field 'url' of the argument 'request' must begin with http:// or https://
            {"url":"file:///etc/passwd"}                    | The field 'url' of the argument 'request' must begin with http:// or https://
            {"url":"http:localhost"}                        | The field 'url' of the argument 'request' has no valid host name
            {"url":"http:///path"}                          | The field 'url' of the argument 'request' has no valid host name
            {"url":"http://my_host/"}                       | The field 'url' of the argument 'request' has no valid host name
            {"url":"http://localhost:99999/"}               | The field 'url' of the argument 'request' has a port that is not from 1 to 65535
            {"url":"http://me:secret@localhost/"}           | The field 'url' of the argument 'request' must not contain user-info; put credentials
            {"url":"http://localhost@evil.example/"}        | The field 'url' of the argument 'request' must not contain user-info
            {"url":"http://localhost/a b"}                  | The field 'url' of the argument 'request' is no URL: Illegal character in path at position 18
            {"url":"http://h/","metod":"GET"}               | The field 'metod' of the argument 'request' is not known; did you mean 'method'?
            {"url":"http://h/","zzzzzzzzzzz":1}             | The field 'zzzzzzzzzzz' of the argument 'request' is not known; the fields are method, url,
            {"url":"http://h/","method":"FETCH"}            | The field 'method' of the argument 'request' is 'FETCH'; it must be one of GET, HEAD,
            {"url":"http://h/","method":null}               | The field 'method' of the argument 'request' must be a text, but is null
            {"url":"http://h/","headers":[]}                | The field 'headers' of the argument 'request' must be an object of texts
            {"url":"http://h/","headers":{"A":1}}           | The field 'headers.A' of the argument 'request' must be a text, but is number
            {"url":"http://h/","headers":{"Host":"x"}}      | The field 'headers.Host' of the argument 'request' cannot be sent: restricted header name
            {"url":"http://h/","headers":{"A":"x\\ny"}}     | The field 'headers.A' of the argument 'request' cannot be sent: invalid header value
            {"url":"http://h/","headers":{"A b":"x"}}       | The field 'headers.A b' of the argument 'request' cannot be sent: invalid header name
            {"url":"http://h/","headers":{"Content-Type":"a/b;charset=x"}} | The field 'headers.Content-Type' of the argument 'request' cannot be sent: the charset 'x'
            {"url":"http://h/","headers":{"X-City":"Zürich"}} | The field 'headers.X-City' of the argument 'request' cannot be sent: headers take printable characters of ASCII only
            {"url":"http://h/","headers":{"A":"x\\u007f"}} | The field 'headers.A' of the argument 'request' cannot be sent:
            {"url":"http://h/","headers":{"A":" x"}}        | The field 'headers.A' of the argument 'request' cannot be sent: headers have no blanks
            {"url":"http://h/","headers":{"A":"x\\r\\nB: y"}} | The field 'headers.A' of the argument 'request' cannot be sent: invalid header value
            {"url":"http://h/","headers":{"":"x"}}          | The field 'headers.' of the argument 'request' cannot be sent: invalid header name
            {"url":"http://h/","headers":{"Ä":"x"}}         | The field 'headers.Ä' of the argument 'request' cannot be sent: invalid header name
            {"url":"http://h/","headers":{"A":"x","a":"y"}} | The field 'headers.a' of the argument 'request' is given twice
            {"url":"http://h/","headers":{"Content-Length":"1"}} | The field 'headers.Content-Length' of the argument 'request' cannot be sent: restricted
            {"url":"http://h/","headers":{"transfer-encoding":"chunked"}} | The field 'headers.transfer-encoding' of the argument 'request' cannot be sent
            {"url":"http://h/","headers":{"Content-Type":"a/b;charset=us-ascii"},"body":"ä"} | The field 'body' of the argument 'request' cannot be written in the charset US-ASCII
            {"url":"http://h/","body":"\\ud800"}            | The field 'body' of the argument 'request' cannot be written in the charset UTF-8
            {"url":"http://h/","timeout":0}                 | The field 'timeout' of the argument 'request' is 0; it must be a number of seconds above 0
            {"url":"http://h/","timeout":"5"}               | The field 'timeout' of the argument 'request' is "5"; it must be a number of seconds above 0
            {"url":"http://h/","timeout":604801}            | The field 'timeout' of the argument 'request' is 604801; it must be
            {"url":"http://h/","expect":99}                 | The field 'expect' of the argument 'request' holds 99; it must be a status from 200 to 599
            {"url":"http://h/","expect":[200,"x"]}          | The field 'expect' of the argument 'request' holds "x"; it must be a status
            {"url":"http://h/","expect":[]}                 | The field 'expect' of the argument 'request' holds []; it must be a status
            {"url":"http://h/","expect":200.5}              | The field 'expect' of the argument 'request' holds 200.5; it must be a status
            {"url":"http://h/","expect":null}               | The field 'expect' of the argument 'request' holds null; it must be a status
            """)
    void whatIsWrongIsRefusedWithFieldAndRemedy(String argument, String complaint) {
        String message = assertThrows(IllegalArgumentException.class, () -> parsed(argument)).getMessage();

        assertTrue(message.startsWith(complaint), message);
    }

    @Test
    void allThatIsWrongIsToldAtOnceWhenItIsMapped() {
        JsonValue json = JsonMapping.parse("{'headers':{'X-City':'Zürich','B':1,'C':'ok'},'methode':'GET','timeout':-1}".replace('\'', '"'));

        Throwable refusal = assertThrows(RuntimeException.class, () -> JsonMapping.fromJson(json, HttpRequestArgument.class));
        while (!(refusal instanceof InvalidSpecificationException)) {
            refusal = refusal.getCause();
        }

        assertEquals(List.of("methode", "url", "headers.X-City", "headers.B", "timeout"),
                ((InvalidSpecificationException) refusal).violations().stream().map(Violation::field).toList());
    }

    @Test
    void missingArgumentIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> HttpRequestArgument.of(null));
    }
}
