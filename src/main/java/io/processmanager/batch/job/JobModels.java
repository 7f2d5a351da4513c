package io.processmanager.batch.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jberet.job.model.Job;
import org.jberet.job.model.JobBuilder;
import org.jberet.job.model.StepBuilder;

/** Job models, each built once for all processes with the same step names; JBeret copies them. */
public final class JobModels {

    /** Jobs share the one name that has a job XML: consoles look jobs up by it. */
    public static final String NAME = "process";

    /** The job parameter with the id of the work. */
    public static final String WORK = "work";

    /** An application has some dozens of kinds of processes; ever new ones must not fill the memory. */
    private static final int MOST_MODELS = 200;
    private static final int MOST_STEPS_KEPT = 50;

    private final Map<List<String>, Job> models = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, Job> eldest) {
            return size() > MOST_MODELS;
        }
    };

    /**
     * @param names step names, in order; at least one
     * @return a job with a batchlet for each
     */
    public synchronized Job ofSteps(List<String> names) {
        return names.size() > MOST_STEPS_KEPT ? build(names) : models.computeIfAbsent(List.copyOf(names), JobModels::build);
    }

    private static Job build(List<String> steps) {
        JobBuilder job = new JobBuilder(NAME).listener(JobEndListener.class.getName());
        for (int i = 0; i < steps.size(); i++) {
            StepBuilder step = new StepBuilder(steps.get(i)).batchlet(StepBatchlet.class.getName())
                    .stopOn(JobDirection.STOP.name()).exitStatus(JobDirection.STOP.name())
                    .failOn(JobDirection.FAIL.name()).exitStatus(JobDirection.FAIL.name());
            job.step(i + 1 < steps.size() ? step.next(steps.get(i + 1)).build() : step.build());
        }
        return job.build();
    }
}
