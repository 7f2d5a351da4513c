package io.processmanager.benchmark.peers;

import org.quartz.JobDetail;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.spi.OperableTrigger;

/** Quartz's own store, which in addition notes when a step was complete: its listeners are told before the commit. (The warning is about a method of Quartz's.) */
@SuppressWarnings("unchecked")
public final class MeasuredJobStore extends JobStoreTX {

    /** Quartz makes the store by its class name; there is one in the JVM. */
    static final Endings ENDINGS = new Endings();

    @Override
    public void triggeredJobComplete(OperableTrigger trigger, JobDetail job, CompletedExecutionInstruction instruction) {
        super.triggeredJobComplete(trigger, job, instruction);
        if (QuartzEngine.isLast(trigger)) {
            ENDINGS.processEnded(QuartzEngine.process(trigger));
        } else {
            ENDINGS.stepEnded();
        }
    }
}
