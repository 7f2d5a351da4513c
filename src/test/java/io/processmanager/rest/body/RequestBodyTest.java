package io.processmanager.rest.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.configuration.Setting;
import io.processmanager.rest.TestHeaders;
import io.processmanager.rest.TestSettings;
import io.processmanager.rest.problem.Problem;
import io.processmanager.rest.problem.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {

    private static final HttpHeaders JSON = TestHeaders.of(Map.of("Content-Type", "application/json"));

    private final RequestBody body = new RequestBody();

    @BeforeEach
    void allowLittle() {
        body.settings = new TestSettings().with(Setting.MAX_BODY, 1_024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON", "application/json; charset=UTF-8", "application/json;charset=\"utf-8\""})
    void jsonIsRead(String type) {
        assertEquals("ä", body.object(TestHeaders.of(Map.of("Content-Type", type)), content("{\"a\":\"ä\"}")).json().getString("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml", "application/json-patch+json",
            "application/json; charset=iso-8859-1", "*/*", "nonsense"})
    void anythingElseIsRefused(String type) {
        assertEquals(415, refusal(TestHeaders.of(Map.of("Content-Type", type)), content("{}")).status());
    }

    @Test
    void contentWithoutATypeIsRefused() {
        assertEquals(415, refusal(TestHeaders.of(Map.of()), content("{}")).status());
    }

    @Test
    void compressedContentIsRefused() {
        assertEquals(415, refusal(TestHeaders.of(Map.of("Content-Type", "application/json", "Content-Encoding", "gzip")), content("{}")).status());
    }

    @Test
    void noContentNeedsNoType() {
        assertEquals(Optional.empty(), body.optionalObject(TestHeaders.of(Map.of()), content("")));
    }

    @Test
    void aMissingBodyIsRefusedWhereOneIsNeeded() {
        assertEquals(400, refusal(JSON, content("")).status());
    }

    @Test
    void whatIsNoObjectIsRefused() {
        assertTrue(refusal(JSON, content("[1]")).detail().contains("expected an object, got an array"));
    }

    @Test
    void aBodyOfTheLargestSizeIsRead() {
        String text = "{\"a\":\"" + "x".repeat(1_024 - 8) + "\"}";
        assertEquals(1_024, text.length());
        assertEquals(1_016, body.object(JSON, content(text)).json().getString("a").length());
    }

    @Test
    void oneByteMoreIsRefused() {
        Problem problem = refusal(JSON, content("{\"a\":\"" + "x".repeat(1_024 - 7) + "\"}"));
        assertEquals(413, problem.status());
        assertTrue(problem.detail().contains("1,024 bytes"), problem.detail());
    }

    @Test
    void aLargeBodyIsRefusedUnread() {
        HttpHeaders announced = TestHeaders.of(Map.of("Content-Type", "application/json", "Content-Length", "1025"));
        assertEquals(413, refusal(announced, new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("was read");
            }
        }).status());
    }

    @Test
    void anEndlessBodyIsNotReadToItsEnd() {
        assertEquals(413, refusal(JSON, new InputStream() {
            @Override
            public int read() {
                return ' ';
            }
        }).status());
    }

    @Test
    void aBodyThatBreaksOffIsRefused() {
        assertEquals(400, refusal(JSON, new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        }).status());
    }

    @Test
    void whatIsNotUtf8IsRefusedWithTheOffset() {
        Problem problem = refusal(JSON, new ByteArrayInputStream("{\"ä\":1}".getBytes(StandardCharsets.ISO_8859_1)));
        assertTrue(problem.detail().contains("offset 2"), problem.detail());
    }

    @Test
    void aByteOrderMarkIsDropped() {
        assertEquals(1, body.object(JSON, content("\uFEFF{\"a\":1}")).json().getInt("a"));
    }

    private static InputStream content(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private Problem refusal(HttpHeaders headers, InputStream content) {
        return assertThrows(ProblemException.class, () -> body.object(headers, content)).problem();
    }
}
