package io.processmanager.schedule;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.ScheduleNotFoundException;

/**
 * Recurring processes. Inject it. Each firing starts exactly one process in the cluster, whatever the number of nodes
 * and their clocks: the process is queued and the schedule moves on in one transaction of the database, whose clock
 * alone decides.
 *
 * <p>Every method takes part in the caller's JTA transaction if there is one, and runs in one of its own if not.
 */
public interface Schedules {

    /**
     * Makes a schedule, or replaces one. What is replaced keeps its next firing if its cron expression, interval and
     * zone stay the same, and stays paused if it was.
     *
     * @param name 1 to 100 characters of letters, digits, {@code -}, {@code _} and {@code .}
     * @param schedule when it fires, and what it starts
     * @return whether it is new
     * @throws InvalidSpecificationException if anything is wrong with it; nothing is stored then
     */
    boolean put(String name, Schedule schedule);

    /**
     * @param name the schedule
     * @return how it stands
     * @throws ScheduleNotFoundException if there is none
     */
    ScheduleInfo get(String name);

    /**
     * @param after the position that a page before has given, or null for the beginning
     * @param limit how many at most, 1 to 500
     * @return a page of the schedules, by name
     */
    SchedulePage list(String after, int limit);

    /**
     * Removes a schedule. The processes that it has started stay.
     *
     * @param name the schedule
     * @throws ScheduleNotFoundException if there is none
     */
    void remove(String name);

    /**
     * Lets a schedule fire no more until it is resumed.
     *
     * @param name the schedule; nothing happens if it is paused already
     * @throws ScheduleNotFoundException if there is none
     */
    void pause(String name);

    /**
     * Lets a paused schedule fire again, from its next time on: what would have fired in between was not missed.
     *
     * @param name the schedule; nothing happens if it is not paused
     * @throws ScheduleNotFoundException if there is none
     */
    void resume(String name);

    /**
     * Starts the process of a schedule at once, also if it is paused or its last process has not ended. The next firing
     * stays when it is.
     *
     * @param name the schedule
     * @return the pid
     * @throws ScheduleNotFoundException if there is none
     * @throws InvalidSpecificationException if its process can no longer be started
     */
    String run(String name);
}
