package io.processmanager.store.runs;

import io.processmanager.view.RunInfo;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A run that is no checkpoint, or not any more; written by a group commit, read for look-ups. */
@Entity
@Table(name = "process_run")
@IdClass(RunEntity.Key.class)
public class RunEntity {

    @Id
    String pid;

    @Id
    int number;

    @Column(name = "step_index")
    int stepIndex;

    String step;

    int attempt;

    @Enumerated(EnumType.STRING)
    RunInfo.Status status;

    @Column(name = "started_at")
    long startedAt;

    @Column(name = "finished_at")
    long finishedAt;

    int percent;

    String message;

    @Column(name = "output_json")
    String output;

    @Column(name = "output_bytes")
    Integer outputBytes;

    String error;

    /** 1 for the compensation of the step, 0 for an attempt at it. */
    int compensation;

    @Column(name = "runner_id")
    String runnerId;

    /** The key of the table. */
    public static class Key implements Serializable {
        public String pid;
        public int number;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.pid.equals(pid) && key.number == number;
        }

        @Override
        public int hashCode() {
            return pid.hashCode() * 31 + number;
        }
    }
}
