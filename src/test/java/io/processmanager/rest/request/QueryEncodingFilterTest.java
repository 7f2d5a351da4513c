package io.processmanager.rest.request;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.rest.problem.Problem;
import io.processmanager.rest.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryEncodingFilterTest {

    @ParameterizedTest
    @ValueSource(strings = {"%", "q=%", "q=%2", "q=%zz", "q=%2g", "q=%%20", "q=%+2", "limit=1&q=%u00e4", "%zz=1"})
    void aQueryThatCannotBeDecodedIsRefused(String query) {
        Problem problem = assertThrows(ProblemException.class, () -> filter(query)).problem();

        assertEquals(400, problem.status());
        assertTrue(problem.detail().startsWith("Nothing was done because of query: is not percent-encoded as it should be"), problem.detail());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "q=", "q=%20", "q=%c3%A4", "q=%2520", "q=100%25", "q=ä", "q=%00"})
    void aQueryThatCanBeDecodedPasses(String query) {
        assertDoesNotThrow(() -> filter(query));
    }

    @Test
    void noQueryPasses() {
        assertDoesNotThrow(() -> filter(null));
    }

    private static void filter(String query) {
        QueryEncodingFilter filter = new QueryEncodingFilter();
        filter.sent = (HttpServletRequest) Proxy.newProxyInstance(QueryEncodingFilterTest.class.getClassLoader(), new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> query);
        filter.filter(null);
    }
}
