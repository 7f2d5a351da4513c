package io.processmanager;

import io.processmanager.view.RunnerInfo;
import java.util.List;

/** The registry of runners: one for each start of the deployment on each node. Inject it. */
public interface Runners {

    /**
     * Takes part in the caller's JTA transaction if there is one.
     *
     * @return the runners that are known, the newest first: those that have ended are forgotten some time after
     */
    List<RunnerInfo> list();
}
