package io.processmanager.store.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** The checkpoint of a step; written by a group commit, read for look-ups. */
@Entity
@Table(name = "process_step")
@IdClass(CompletedStepEntity.Key.class)
public class CompletedStepEntity {

    @Id
    @Column(name = "pid")
    String pid;

    @Id
    @Column(name = "step_index")
    int stepIndex;

    /** Null if it was written before runs were numbered: there was one for each step then. */
    @Column(name = "run")
    Integer run;

    @Column(name = "attempt")
    int attempt;

    @Column(name = "runner_id")
    String runnerId;

    @Column(name = "started_at")
    long startedAt;

    @Column(name = "finished_at")
    long finishedAt;

    @Column(name = "message")
    String message;

    @Column(name = "output_json")
    String output;

    @Column(name = "output_bytes", insertable = false, updatable = false)
    int outputBytes;

    public static class Key implements Serializable {
        public String pid;
        public int stepIndex;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.pid.equals(pid) && key.stepIndex == stepIndex;
        }

        @Override
        public int hashCode() {
            return pid.hashCode() * 31 + stepIndex;
        }
    }

    public String pid() {
        return pid;
    }

    public int stepIndex() {
        return stepIndex;
    }

    public String output() {
        return output;
    }
}
