package io.processmanager;

/** There is no schedule of a name. Nothing was changed. */
public class ScheduleNotFoundException extends ProcessManagerException {

    private final String schedule;

    /** @param schedule the name */
    public ScheduleNotFoundException(String schedule) {
        super("There is no schedule '" + schedule + "', so nothing was done; list the schedules to see which there are");
        this.schedule = schedule;
    }

    /** @return the name */
    public String schedule() {
        return schedule;
    }
}
