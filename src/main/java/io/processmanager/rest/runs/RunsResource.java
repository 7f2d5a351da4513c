package io.processmanager.rest.runs;

import io.processmanager.ProcessManager;
import io.processmanager.RunNotFoundException;
import io.processmanager.rest.representation.RunRepresentation;
import io.processmanager.rest.request.Pid;
import io.processmanager.rest.request.QueryParameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** Reads the runs of a process. */
@ApplicationScoped
@Path("processes/{pid}/runs")
@Produces(MediaType.APPLICATION_JSON)
public class RunsResource {

    private static final int RUNS = 50;
    private static final int MOST_RUNS = 500;

    @Inject
    ProcessManager processes;

    /**
     * @param pid the process
     * @param uri selects the page
     * @return 200 and a page of the runs, in the order of their numbers
     */
    @GET
    public JsonObject list(@PathParam("pid") String pid, @Context UriInfo uri) {
        QueryParameters query = new QueryParameters(uri, "after", "limit");
        String after = query.position("after", "[0-9]{1,9}").orElse(null);
        int limit = query.limit("limit", RUNS, MOST_RUNS);
        query.refuseIfWrong();
        return RunRepresentation.page(processes.getRuns(Pid.parse(pid), after, limit));
    }

    /**
     * @param pid the process
     * @param number of the run
     * @param uri without parameters
     * @return 200 and the run
     * @throws RunNotFoundException if there is none of that number
     */
    @GET
    @Path("{number}")
    public JsonObject lookUp(@PathParam("pid") String pid, @PathParam("number") String number, @Context UriInfo uri) {
        new QueryParameters(uri).refuseIfWrong();
        return RunRepresentation.whole(processes.getRun(Pid.parse(pid), number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0));
    }
}
