package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server is stopped, or the WAR redeployed, in the middle of everything: clients follow, wait and call, and steps run. */
@ExtendWith(ClusterExtension.class)
class GoingAwayFaultIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int TIMES = 3;

    /** A frame of ours in a stack trace, or what WildFly says of a task or an end of ours that fails. */
    private static final Pattern OURS = Pattern.compile("(?m)^.*(\\s+at .*io\\.processmanager\\.|WFLYEE0110|WELD-000019|Exception in thread).*$");

    @Test
    void redeployingLeavesNoStackTraceAndNoClientWithoutAProperAnswer(Cluster cluster) {
        NodeLog log = NodeLog.of(cluster.first);
        ClientsOfOneNode clients = new ClientsOfOneNode(cluster.first, cluster.specifications, "redeployed-");
        try (clients) {
            for (int i = 0; i < TIMES; i++) {
                clients.followAndWait();
                cluster.first.redeploy();
                Await.until("the new deployment to work", LIMIT, () -> cluster.first.api().get("/processes?limit=1").status() == 200);
            }
        }
        Figures.print("redeployed", clients.figures());
        assertEquals(List.of(), stackTraces(log));
        assertEquals(List.of(), clients.complaints(cluster.sql));
        assertEquals(0, clients.unanswered(), "calls without any answer");
    }

    @Test
    void stoppingLeavesNoStackTraceAndNoClientWithoutAProperAnswer(Cluster cluster) {
        NodeLog log = NodeLog.of(cluster.first);
        ClientsOfOneNode clients = new ClientsOfOneNode(cluster.first, cluster.specifications, "stopped-");
        try (clients) {
            clients.followAndWait();
            clients.serverStops();
            CompletableFuture.runAsync(cluster.first::stop).join();
        }
        Figures.print("stopped", clients.figures());
        assertEquals(List.of(), stackTraces(log));
        assertEquals(List.of(), clients.complaints(cluster.sql));
        assertTrue(clients.answered() > 0, "nobody was answered: nothing was tested");
    }

    private static List<String> stackTraces(NodeLog log) {
        return OURS.matcher(log.text()).results().map(found -> found.group().strip()).distinct().limit(20).toList();
    }
}
