package io.processmanager.rest;

import io.processmanager.ManagedProcess;
import io.processmanager.ProcessManager;
import io.processmanager.definition.SpecificationCheck.Use;
import io.processmanager.queue.Started;
import io.processmanager.rest.body.RequestBody;
import io.processmanager.specification.SentObject;
import io.processmanager.rest.following.ChangedProcess;
import io.processmanager.rest.following.FollowerLimit;
import io.processmanager.rest.following.FollowerLimit.Slot;
import io.processmanager.rest.following.ProcessSnapshot;
import io.processmanager.rest.representation.ProcessRepresentation;
import io.processmanager.rest.request.QueryParameters;
import io.processmanager.specification.SpecificationReader;
import io.processmanager.rest.request.WaitPreference;
import io.processmanager.view.ProcessQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Starts and lists processes. */
@ApplicationScoped
@Path("processes")
@Produces(MediaType.APPLICATION_JSON)
public class ProcessesResource {

    @Inject
    ProcessManager processes;

    @Inject
    ChangedProcess changed;

    @Inject
    RequestBody body;

    @Inject
    SpecificationReader specifications;

    @Inject
    FollowerLimit followers;

    /**
     * Queues a process and, if the client prefers and a slot is free, waits until it settles.
     *
     * @param content a specification
     * @param headers request headers
     * @param uri request URI
     * @return 201 and the process
     */
    @POST
    public CompletionStage<Response> start(InputStream content, @Context HttpHeaders headers, @Context UriInfo uri) {
        SentObject sent = body.object(headers, content);
        ManagedProcess process = specifications.read(sent, Use.PROCESS);
        Optional<Duration> wait = WaitPreference.in(headers.getRequestHeader("Prefer"));
        UriBuilder addresses = uri.getAbsolutePathBuilder();
        Started started = SpecificationReader.inOrder(sent, () -> processes.startOrFind(process));
        Optional<Slot> slot = wait.flatMap(longest -> followers.take());
        if (slot.isEmpty()) {
            return CompletableFuture.completedStage(changed.started(started.pid(), process, snapshot -> answer(addresses, started, snapshot).build()));
        }
        return changed.settled(started.pid(), process, wait.get(), slot.get(),
                snapshot -> answer(addresses, started, snapshot).header("Preference-Applied", "wait=" + wait.get().toSeconds()).build());
    }

    /**
     * @param uri filters and page
     * @return 200 and a page of processes, newest first
     */
    @GET
    public JsonObject list(@Context UriInfo uri) {
        QueryParameters query = new QueryParameters(uri, "status", "name", "q", "queue", "tag", "schedule", "parent", "failed_runs", "limit", "after");
        ProcessQuery wanted = ProcessQuery.ALL
                .withState(query.state("status").orElse(null))
                .withName(query.text("name").orElse(null))
                .withText(query.text("q").orElse(null))
                .withQueue(query.text("queue").orElse(null))
                .withTag(query.text("tag").orElse(null))
                .withSchedule(query.text("schedule").orElse(null))
                .withParent(query.text("parent").orElse(null))
                .withFailedRuns(query.oneOf("failed_runs", "false", "true").equals("true"))
                .withLimit(query.limit("limit", ProcessQuery.ALL.limit(), ProcessQuery.MAX_LIMIT))
                .withAfter(query.position("after", "[0-9a-f]{32}").orElse(null));
        query.refuseIfWrong();
        return ProcessRepresentation.page(processes.list(wanted));
    }

    private static Response.ResponseBuilder answer(UriBuilder addresses, Started started, ProcessSnapshot process) {
        return Response.status(started.isNew() ? Response.Status.CREATED : Response.Status.OK).location(addresses.path(started.pid()).build()).type(MediaType.APPLICATION_JSON_TYPE).entity(process.json());
    }
}
