package io.processmanager.store.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A runner; written by the registry, read for look-ups. */
@Entity
@Table(name = "runner")
public class RunnerEntity {

    @Id
    @Column(name = "id")
    String id;

    @Column(name = "node")
    String node;

    @Column(name = "os_pid")
    long osPid;

    @Column(name = "status")
    String status;

    @Column(name = "capacity")
    int capacity;

    @Column(name = "started_at")
    long startedAt;

    @Column(name = "seen_at")
    long seenAt;

    @Column(name = "finished_at")
    Long finishedAt;

    public String id() {
        return id;
    }

    public String node() {
        return node;
    }

    public long osPid() {
        return osPid;
    }

    public String status() {
        return status;
    }

    public int capacity() {
        return capacity;
    }

    public long startedAt() {
        return startedAt;
    }

    public long seenAt() {
        return seenAt;
    }

    public Long finishedAt() {
        return finishedAt;
    }
}
