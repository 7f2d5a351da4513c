package io.processmanager.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A line that a step has written; inserted by {@link RunnerWrites}, read for look-ups. */
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
}
