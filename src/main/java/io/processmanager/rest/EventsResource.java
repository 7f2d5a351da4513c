package io.processmanager.rest;

import io.processmanager.rest.following.EventStreams;
import io.processmanager.rest.following.FollowerLimit;
import io.processmanager.rest.following.FollowerLimit.Slot;
import io.processmanager.rest.problem.Problem;
import io.processmanager.rest.problem.ProblemException;
import io.processmanager.rest.request.Pid;
import io.processmanager.rest.request.QueryParameters;
import io.processmanager.store.StoredProcesses;
import io.processmanager.view.ProcessInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/** Follows a process live, for EventSource or {@code curl -N}. */
@ApplicationScoped
@Path("processes/{pid}/events")
@Produces(MediaType.SERVER_SENT_EVENTS)
public class EventsResource {

    @Inject
    StoredProcesses processes;

    @Inject
    EventStreams streams;

    @Inject
    FollowerLimit followers;

    /**
     * Sends the process now and on every change, until it ends.
     *
     * @param pid the process
     * @param uri may exclude outputs
     * @param lastSeen last revision a reconnecting client saw
     * @param sink the client
     * @param sse creates events
     */
    @GET
    public void follow(@PathParam("pid") String pid, @Context UriInfo uri, @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) String lastSeen,
            @Context SseEventSink sink, @Context Sse sse) {
        boolean withoutOutputs = QueryParameters.leaveOutputsOut(uri);
        ProcessInfo process = processes.findWithoutOutputs(Pid.parse(pid));
        if (process.state().isEnded() && String.valueOf(process.progress().revision()).equals(lastSeen)) {
            // EventSource reconnects whenever a stream ends; only 204 stops it.
            throw new WebApplicationException(Response.noContent().build());
        }
        Slot slot = followers.take().orElseThrow(() -> new ProblemException(tooMany()));
        try {
            streams.open(process.pid(), withoutOutputs, sink, sse, slot);
        } catch (RuntimeException | Error unopened) {
            slot.close();
            throw unopened;
        }
    }

    /**
     * Without this, Jakarta REST would open a stream for HEAD.
     *
     * @param pid the process
     * @param uri as for GET
     * @return 200 without events
     */
    @HEAD
    public Response describe(@PathParam("pid") String pid, @Context UriInfo uri) {
        QueryParameters.leaveOutputsOut(uri);
        processes.findWithoutOutputs(Pid.parse(pid));
        return Response.ok().type(MediaType.SERVER_SENT_EVENTS_TYPE).build();
    }

    private static Problem tooMany() {
        return Problem.named("too-many-followers", Response.Status.SERVICE_UNAVAILABLE, "Too many clients follow processes",
                "As many clients follow or wait for processes as the setting process-manager.rest.max-followers allows. "
                        + "Try again later, or look the process up now and then").retryAfter(10);
    }
}
