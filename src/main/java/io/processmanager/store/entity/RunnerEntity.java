package io.processmanager.store.entity;

import io.processmanager.view.RunnerInfo;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** A runner; written by the registry, read for look-ups. */
@Entity
@Table(name = "runner")
public class RunnerEntity {

    @Id
    @Column(name = "id")
    String id;

    @Column(name = "node")
    String node;

    @Column(name = "host")
    String host;

    @Column(name = "os_pid")
    long osPid;

    @Column(name = "server")
    String server;

    @Column(name = "version")
    String version;

    @Column(name = "status")
    String status;

    @Column(name = "capacity")
    int capacity;

    @Column(name = "heap_share")
    Integer heapShare;

    @Column(name = "not_claiming")
    String notClaiming;

    @Column(name = "started_at")
    long startedAt;

    @Column(name = "seen_at")
    long seenAt;

    @Column(name = "finished_at")
    Long finishedAt;

    public String id() {
        return id;
    }

    private RunnerInfo.Server where() {
        return new RunnerInfo.Server(node, Optional.ofNullable(host), osPid, Optional.ofNullable(server), Optional.ofNullable(version));
    }

    private RunnerInfo.Times times() {
        return new RunnerInfo.Times(Instant.ofEpochMilli(startedAt), Instant.ofEpochMilli(seenAt), Optional.ofNullable(finishedAt).map(Instant::ofEpochMilli));
    }

    /** @param begun how many processes have begun there and have not ended */
    public RunnerInfo info(int begun) {
        return new RunnerInfo(id, where(), knownStatus(), times(),
                new RunnerInfo.Load(Math.min(begun, capacity), capacity, Optional.ofNullable(heapShare), Optional.ofNullable(notClaiming)));
    }

    /** A node of an earlier version that still runs beside this one has other words. */
    private RunnerInfo.Status knownStatus() {
        return switch (status) {
            case "ACTIVE", "STANDBY" -> RunnerInfo.Status.RUNNING;
            case "STOPPED" -> RunnerInfo.Status.SUCCESS;
            case "LOST" -> RunnerInfo.Status.TIMEOUT;
            default -> RunnerInfo.Status.valueOf(status);
        };
    }
}
