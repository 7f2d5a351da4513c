package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Two deployments with one database, of which only one may execute at a time. */
@RunAsClient
class RunnerExclusiveIT extends InServer {

    private static final Duration A_WHILE = Duration.ofSeconds(20);
    private static final JsonObject SPECIFICATION = json("{'name':'exclusive','steps':{'a':{'type':'test-describe'}}}").object();

    private final HttpApi second = new HttpApi(URI.create("http://127.0.0.1:" + System.getProperty("arquillian.http.port") + "/second/api"));

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = "first", managed = false, testable = false)
    static WebArchive first() {
        return warNamed("first", RunnerExclusiveIT.class, "runner.exclusive=true");
    }

    @Deployment(name = "second", managed = false, testable = false)
    static WebArchive second() {
        return warNamed("second", RunnerExclusiveIT.class, "runner.exclusive=true");
    }

    /** Which deployment has executed a process that was handed to the second one. */
    private String executor() {
        HttpApi.Answer answer = second.post("/processes", SPECIFICATION, "Prefer", "wait=20");
        assertEquals("finished", answer.body().getString("status"), answer.text());
        return answer.body().getJsonObject("output").getJsonObject("arguments").getString("node");
    }

    private Map<String, String> statusByNode() {
        return second.get("/runners").body().getJsonArray("items").getValuesAs(JsonObject.class).stream().filter(runner -> runner.isNull("finished_at"))
                .collect(Collectors.toMap(runner -> runner.getString("node"), runner -> runner.getString("status") + (runner.isNull("not_claiming") ? "" : ": " + runner.getString("not_claiming"))));
    }

    @Test
    void secondWaitsWhileTheFirstExecutesAndTakesOverWhenItIsGone() {
        deployer.deploy("first");
        deployer.deploy("second");
        Await.until("both runners", A_WHILE, this::statusByNode, Map.of("first", "running", "second", "running: another runner is the only one that executes (process-manager.runner.exclusive)")::equals);
        for (int i = 0; i < 10; i++) {
            assertEquals("first", executor());
        }

        deployer.undeploy("first");

        Await.until("the second to take over", A_WHILE, this::statusByNode, Map.of("second", "running")::equals);
        assertEquals("second", executor());
        assertEquals(Json.createValue("finished"), second.get("/processes?limit=1").body().getJsonArray("items").getJsonObject(0).get("status"));
    }
}
