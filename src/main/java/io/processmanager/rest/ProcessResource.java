package io.processmanager.rest;

import io.processmanager.ProcessManager;
import io.processmanager.rest.body.RequestBody;
import io.processmanager.rest.following.ChangedProcess;
import io.processmanager.rest.representation.LogRepresentation;
import io.processmanager.rest.representation.ProcessRepresentation;
import io.processmanager.rest.request.ActionReader;
import io.processmanager.rest.request.Pid;
import io.processmanager.rest.request.QueryParameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Optional;

/** Reads and controls one process. Each action returns the changed process. */
@ApplicationScoped
@Path("processes/{pid}")
@Produces(MediaType.APPLICATION_JSON)
public class ProcessResource {

    private static final int LINES = 100;
    private static final int MOST_LINES = 1_000;

    @Inject
    ProcessManager processes;

    @Inject
    ChangedProcess changed;

    @Inject
    RequestBody body;

    /**
     * @param pid the process
     * @param uri may exclude outputs
     * @return 200 and the process
     */
    @GET
    public JsonObject lookUp(@PathParam("pid") String pid, @Context UriInfo uri) {
        return ProcessRepresentation.whole(QueryParameters.leaveOutputsOut(uri) ? processes.getProcessInfoWithoutOutputs(Pid.parse(pid)) : processes.getProcessInfo(Pid.parse(pid)));
    }

    /**
     * @param pid the process
     * @param content optional data to merge over the interrupting step's output
     * @param headers request headers
     * @return 202 and the process
     */
    @POST
    @Path("proceed")
    public Response proceed(@PathParam("pid") String pid, InputStream content, @Context HttpHeaders headers) {
        JsonObject data = ActionReader.dataToProceedWith(body.optionalObject(headers, content));
        processes.proceed(Pid.parse(pid), data);
        return accepted(pid);
    }

    /**
     * @param pid the process
     * @param content optional reason, and whether to compensate
     * @param headers request headers
     * @return 202 and the process
     */
    @POST
    @Path("cancel")
    public Response cancel(@PathParam("pid") String pid, InputStream content, @Context HttpHeaders headers) {
        ActionReader.Cancellation how = ActionReader.cancellation(body.optionalObject(headers, content));
        String reason = how.reason().orElse(null);
        if (how.isCompensated()) {
            processes.cancelWithCompensation(Pid.parse(pid), reason);
        } else {
            processes.cancel(Pid.parse(pid), reason);
        }
        return accepted(pid);
    }

    /**
     * @param pid the process
     * @param content optional step to begin at
     * @param headers request headers
     * @return 202 and the process
     */
    @POST
    @Path("retry")
    public Response retry(@PathParam("pid") String pid, InputStream content, @Context HttpHeaders headers) {
        Optional<String> fromStep = ActionReader.stepToRetryFrom(body.optionalObject(headers, content));
        String parsed = Pid.parse(pid);
        fromStep.ifPresentOrElse(step -> processes.retry(parsed, step), () -> processes.retry(parsed));
        return accepted(pid);
    }

    /** @param pid the process, which must have ended */
    @DELETE
    public void delete(@PathParam("pid") String pid) {
        processes.delete(Pid.parse(pid));
    }

    /**
     * @param pid the process
     * @param uri selects the lines
     * @return 200 and a page of the log, oldest first
     */
    @GET
    @Path("log")
    public JsonObject log(@PathParam("pid") String pid, @Context UriInfo uri) {
        QueryParameters query = new QueryParameters(uri, "after", "limit");
        String after = query.position("after", "-?[0-9]{1,19}").orElse(null);
        int limit = query.limit("limit", LINES, MOST_LINES);
        query.refuseIfWrong();
        return LogRepresentation.page(processes.getLog(Pid.parse(pid), after, limit));
    }

    private Response accepted(String pid) {
        return changed.changed(pid, process -> Response.accepted(ProcessRepresentation.whole(process)).build());
    }
}
