package io.processmanager.rest.schedule;

import io.processmanager.ProcessManager;
import io.processmanager.ScheduleNotFoundException;
import io.processmanager.definition.StepNames;
import io.processmanager.rest.body.RequestBody;
import io.processmanager.specification.SentObject;
import io.processmanager.rest.representation.ProcessRepresentation;
import io.processmanager.rest.representation.ScheduleRepresentation;
import io.processmanager.rest.request.ActionReader;
import io.processmanager.rest.request.QueryParameters;
import io.processmanager.rest.request.ScheduleReader;
import io.processmanager.specification.SpecificationReader;
import io.processmanager.schedule.Schedule;
import io.processmanager.schedule.SchedulePage;
import io.processmanager.schedule.Schedules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.function.Consumer;

/** Recurring processes. */
@ApplicationScoped
@Path("schedules")
@Produces(MediaType.APPLICATION_JSON)
public class SchedulesResource {

    private static final int ITEMS = 50;

    @Inject
    Schedules schedules;

    @Inject
    ProcessManager processes;

    @Inject
    RequestBody body;

    @Inject
    ScheduleReader reader;

    /**
     * @param uri limit and position
     * @return 200 and a page of the schedules, by name
     */
    @GET
    public JsonObject list(@Context UriInfo uri) {
        QueryParameters query = new QueryParameters(uri, "limit", "after");
        int limit = query.limit("limit", ITEMS, SchedulePage.MAX_LIMIT);
        String after = query.position("after", "[A-Za-z0-9._-]{1,100}").orElse(null);
        query.refuseIfWrong();
        return ScheduleRepresentation.page(schedules.list(after, limit));
    }

    /**
     * @param name the schedule
     * @return 200 and the schedule
     */
    @GET
    @Path("{name}")
    public JsonObject lookUp(@PathParam("name") String name) {
        return ScheduleRepresentation.whole(schedules.get(known(name)));
    }

    /**
     * Makes or replaces a schedule.
     *
     * @param name the schedule
     * @param content when it fires, and what it starts
     * @param headers of the request
     * @param uri of the request
     * @return 201 or 200, and the schedule
     */
    @PUT
    @Path("{name}")
    public Response put(@PathParam("name") String name, InputStream content, @Context HttpHeaders headers, @Context UriInfo uri) {
        SentObject sent = body.object(headers, content);
        Schedule schedule = reader.read(name, sent);
        boolean made = SpecificationReader.inOrder(sent, () -> schedules.put(name, schedule));
        return (made ? Response.created(uri.getAbsolutePath()) : Response.ok()).entity(ScheduleRepresentation.whole(schedules.get(name))).build();
    }

    /** @param name the schedule */
    @DELETE
    @Path("{name}")
    public void remove(@PathParam("name") String name) {
        schedules.remove(known(name));
    }

    /**
     * @param name the schedule
     * @param content nothing, or an empty object
     * @param headers of the request
     * @return 202 and the schedule
     */
    @POST
    @Path("{name}/pause")
    public Response pause(@PathParam("name") String name, InputStream content, @Context HttpHeaders headers) {
        return changed(name, content, headers, schedules::pause);
    }

    /**
     * @param name the schedule
     * @param content nothing, or an empty object
     * @param headers of the request
     * @return 202 and the schedule
     */
    @POST
    @Path("{name}/resume")
    public Response resume(@PathParam("name") String name, InputStream content, @Context HttpHeaders headers) {
        return changed(name, content, headers, schedules::resume);
    }

    /**
     * Starts the process of a schedule at once.
     *
     * @param name the schedule
     * @param content nothing, or an empty object
     * @param headers of the request
     * @param uri of the request
     * @return 201, its address and the process
     */
    @POST
    @Path("{name}/run")
    public Response run(@PathParam("name") String name, InputStream content, @Context HttpHeaders headers, @Context UriInfo uri) {
        ActionReader.requireNothing(body.optionalObject(headers, content));
        String pid = schedules.run(known(name));
        return Response.created(uri.getBaseUriBuilder().path("processes").path(pid).build()).entity(ProcessRepresentation.whole(processes.getProcessInfo(pid))).build();
    }

    private Response changed(String name, InputStream content, HttpHeaders headers, Consumer<String> action) {
        ActionReader.requireNothing(body.optionalObject(headers, content));
        action.accept(known(name));
        return Response.accepted(ScheduleRepresentation.whole(schedules.get(name))).build();
    }

    /**
     * What cannot be the name of a schedule is that of none; the database is not asked, which refuses some characters.
     */
    private static String known(String name) {
        if (!StepNames.isValid(name)) {
            throw new ScheduleNotFoundException(name);
        }
        return name;
    }
}
