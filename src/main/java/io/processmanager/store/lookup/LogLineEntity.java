package io.processmanager.store.lookup;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A log line of a step; inserted by a group commit, read for look-ups. */
@Entity
@Table(name = "process_log")
public class LogLineEntity {

    @Id
    @Column(name = "id")
    long id;

    @Column(name = "pid")
    String pid;

    @Column(name = "logged_at")
    long loggedAt;

    @Column(name = "step")
    String step;

    @Column(name = "attempt")
    int attempt;

    @Column(name = "stream")
    String stream;

    @Column(name = "line")
    String line;

    @Column(name = "part")
    String part;

    @Column(name = "bytes")
    int bytes;

    public long id() {
        return id;
    }

    public long loggedAt() {
        return loggedAt;
    }

    public String step() {
        return step;
    }

    public int attempt() {
        return attempt;
    }

    public String stream() {
        return stream;
    }

    public String line() {
        return line;
    }

    public String part() {
        return part;
    }
}
