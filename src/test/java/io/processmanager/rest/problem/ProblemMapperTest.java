package io.processmanager.rest.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.ProcessNotFoundException;
import io.processmanager.UnknownOutcomeException;
import io.processmanager.testing.RememberedLog;
import jakarta.persistence.PersistenceException;
import jakarta.servlet.ServletContext;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionalException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemMapperTest {

    private static final int MANY = 100;

    private final ProblemMapper mapper = new ProblemMapper();
    private final AnsweredRequests answered = new AnsweredRequests();
    private final RememberedLog log = new RememberedLog();
    private final List<String> logged = log.lines();
    private String method = "GET";
    private String path = "processes";

    @BeforeEach
    void putTogether() {
        Map<Object, Object> attributes = new HashMap<>();
        mapper.context = proxy(ServletContext.class, Map.of("getAttribute", arguments -> attributes.get(arguments[0]),
                "setAttribute", arguments -> attributes.put(arguments[0], arguments[1])));
        mapper.request = proxy(Request.class, Map.of("getMethod", none -> method));
        mapper.uri = proxy(UriInfo.class, Map.of("getPath", none -> path));
        answered.context = mapper.context;
        mapper.log = log;
    }

    private static <T> T proxy(Class<T> type, Map<String, Function<Object[], Object>> methods) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, called, arguments) -> methods.get(called.getName()).apply(arguments)));
    }

    private Response refuse(String sent, Throwable thrown) {
        method = sent;
        return mapper.toResponse(thrown);
    }

    private void answer(String sent, int status) {
        method = sent;
        answered.filter(proxy(ContainerRequestContext.class, Map.of("getMethod", none -> method, "getUriInfo", none -> mapper.uri)),
                proxy(ContainerResponseContext.class, Map.of("getStatusInfo", none -> Response.Status.fromStatusCode(status))));
    }

    /** As the drivers, EclipseLink and the transaction managers of the servers tell of it. */
    static List<Throwable> waysToBeAway() {
        return List.of(new PersistenceException(new SQLException("refused", "08001")), new TransactionalException("managed", new RollbackException("rolled back")),
                new IllegalStateException(new SQLException("terminating connection", "57P01")));
    }

    @ParameterizedTest
    @MethodSource("waysToBeAway")
    void thatTheDatabaseIsAwayIsSaidOnceAndThatItIsBackIsSaidOnce(Throwable away) {
        for (int i = 0; i < MANY; i++) {
            assertEquals(503, refuse(i % 2 == 0 ? "GET" : "POST", away).getStatus());
        }
        assertEquals(1, logged.size(), logged::toString);
        assertTrue(logged.get(0).startsWith("WARNING The database does not do its part") && logged.get(0).contains("The first was GET processes: " + away), logged.get(0));

        for (int i = 0; i < MANY; i++) {
            answer("POST", 201);
            answer("GET", 200);
        }
        assertEquals(List.of("INFO The database does its part again; requests are answered"), logged.subList(1, logged.size()));
    }

    @Test
    void theNextOutageIsSaidAgain() {
        waysToBeAway().forEach(away -> {
            refuse("GET", away);
            answer("GET", 200);
        });
        assertEquals(2 * waysToBeAway().size(), logged.size(), logged::toString);
    }

    @Test
    void aDatabaseThatAnswersButTakesNoChangesIsNotBack() {
        refuse("POST", waysToBeAway().get(0));
        answer("GET", 200);
        refuse("POST", waysToBeAway().get(0));
        assertEquals(1, logged.size(), logged::toString);
        answer("POST", 202);
        assertEquals(2, logged.size(), logged::toString);
    }

    @Test
    void whatNeedsNoDatabaseOrIsRefusedDoesNotTellThatItIsBack() {
        refuse("GET", waysToBeAway().get(0));
        answer("GET", 404);
        path = "step-types";
        answer("GET", 200);
        assertEquals(1, logged.size(), logged::toString);
    }

    @Test
    void everyRequestIsShownToWhoeverAsksForTheDetails() {
        log.show(Level.DEBUG);
        for (int i = 0; i < MANY; i++) {
            refuse("GET", waysToBeAway().get(0));
        }
        assertEquals(MANY, logged.size());
        assertEquals("DEBUG GET processes was refused because of the database", logged.get(1));
    }

    @Test
    void aChangeWhoseOutcomeIsUnknownIsSaidEachTime() {
        for (int i = 0; i < 3; i++) {
            refuse("POST", new UnknownOutcomeException("p" + i, new RollbackException()));
        }
        assertEquals(3, logged.size(), logged::toString);
    }

    @Test
    void mistakesOfClientsAreNotWorthALine() {
        assertEquals(404, refuse("GET", new ProcessNotFoundException("p")).getStatus());
        assertEquals(List.of(), logged);
    }

    @Test
    void whatNobodyHasExpectedIsLoggedWithTheReferenceThatTheClientGets() {
        Response answer = refuse("GET", new IllegalStateException("a fault of ours"));
        String reference = ((jakarta.json.JsonObject) answer.getEntity()).getString("reference");
        assertEquals(List.of("ERROR GET processes failed unexpectedly, reference " + reference), logged);
    }
}
