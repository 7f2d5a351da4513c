package io.processmanager;

import io.processmanager.view.RunnerInfo;
import java.util.List;

/** The registry of runners: one per deployment start and node. Inject it. */
public interface Runners {

    /**
     * Joins the caller's JTA transaction if there is one.
     *
     * @return the known runners, newest first; ended ones are removed some time later
     */
    List<RunnerInfo> list();
}
