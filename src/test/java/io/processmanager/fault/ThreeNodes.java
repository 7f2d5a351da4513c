package io.processmanager.fault;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** The nodes of the cluster and a third one, which are killed one after another, and when that was. */
final class ThreeNodes implements AutoCloseable {

    private static final Duration WORK_BETWEEN_KILLS = Duration.ofSeconds(4);
    private static final Duration RESCUE_LIMIT = Cluster.LEASE.plusSeconds(10);

    private final Cluster cluster;
    private final Map<String, ApplicationServer> nodes = new LinkedHashMap<>();
    private final List<Kill> kills = new ArrayList<>();

    /** @param at when its process had ended, by the clock of this machine, in milliseconds */
    private record Kill(String node, long at) {
    }

    private ThreeNodes(Cluster cluster) {
        this.cluster = cluster;
        nodes.put("first", cluster.first);
        nodes.put("second", cluster.second);
        nodes.put("third", cluster.startThird());
    }

    static ThreeNodes of(Cluster cluster) {
        return new ThreeNodes(cluster);
    }

    List<ApplicationServer> all() {
        return List.copyOf(nodes.values());
    }

    List<URI> apis() {
        return nodes.values().stream().map(node -> node.api().uri("")).toList();
    }

    /** The third one is killed when the first one is back, which alone goes on with all work then. */
    void killOneAfterAnother() {
        Rhythm.pause(WORK_BETWEEN_KILLS);
        kill("first");
        CompletableFuture<Void> back = CompletableFuture.runAsync(cluster.first::start);
        Rhythm.pause(WORK_BETWEEN_KILLS);
        kill("second");
        back.join();
        Rhythm.pause(WORK_BETWEEN_KILLS);
        kill("third");
    }

    private void kill(String name) {
        nodes.get(name).kill();
        kills.add(new Kill(name, System.currentTimeMillis()));
    }

    /** @return when a node was killed for the first time since; empty if it was not */
    OptionalLong killedSince(String node, long time) {
        return kills.stream().filter(kill -> kill.node().equals(node) && kill.at() >= time).mapToLong(Kill::at).min();
    }

    int kills() {
        return kills.size();
    }

    /** Returns when no killed node holds anything any more; its lease must have run out for that. */
    void awaitRescues() {
        Await.until("the rescue of all that the killed nodes held", RESCUE_LIMIT, () -> cluster.sql.count(
                "select count(*) from process p join runner r on r.id = p.runner_id where p.state = 'RUNNING' and r.seen_at < now_millis() - ?", Cluster.LEASE.toMillis()),
                held -> held == 0L);
    }

    /** Ends the third one; the others are those of all tests. */
    @Override
    public void close() {
        nodes.get("third").close();
    }
}
