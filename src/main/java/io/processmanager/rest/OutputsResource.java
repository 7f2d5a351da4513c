package io.processmanager.rest;

import io.processmanager.ProcessManager;
import io.processmanager.rest.representation.StreamedText;
import io.processmanager.rest.request.Pid;
import io.processmanager.rest.request.QueryParameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;

/** Streams single outputs as stored; they may be too large for the process look-up. */
@ApplicationScoped
@Path("processes/{pid}")
@Produces(MediaType.APPLICATION_JSON)
public class OutputsResource {

    @Inject
    ProcessManager processes;

    /**
     * @param pid the process
     * @param uri without parameters
     * @return 200 and its output
     * @throws IOException if deleted meanwhile
     */
    @GET
    @Path("output")
    public Response ofProcess(@PathParam("pid") String pid, @Context UriInfo uri) throws IOException {
        return StreamedText.of(output(pid, uri));
    }

    /**
     * Without this, Jakarta REST would produce the whole output, and WildFly omit the length beyond a buffer.
     *
     * @param pid the process
     * @param uri without parameters
     * @return 200 and the output's length
     * @throws IOException if deleted meanwhile
     */
    @HEAD
    @Path("output")
    public Response describeThatOfProcess(@PathParam("pid") String pid, @Context UriInfo uri) throws IOException {
        return StreamedText.length(output(pid, uri), MediaType.APPLICATION_JSON_TYPE);
    }

    /**
     * @param pid the process
     * @param step the step's name
     * @param uri without parameters
     * @return 200 and its output
     * @throws IOException if deleted meanwhile
     */
    @GET
    @Path("steps/{step}/output")
    public Response ofStep(@PathParam("pid") String pid, @PathParam("step") String step, @Context UriInfo uri) throws IOException {
        return StreamedText.of(output(pid, step, uri));
    }

    /**
     * @param pid the process
     * @param step the step's name
     * @param uri without parameters
     * @return 200 and the output's length
     * @throws IOException if deleted meanwhile
     */
    @HEAD
    @Path("steps/{step}/output")
    public Response describeThatOfStep(@PathParam("pid") String pid, @PathParam("step") String step, @Context UriInfo uri) throws IOException {
        return StreamedText.length(output(pid, step, uri), MediaType.APPLICATION_JSON_TYPE);
    }

    private InputStream output(String pid, UriInfo uri) {
        new QueryParameters(uri).refuseIfWrong();
        return processes.openOutput(Pid.parse(pid));
    }

    private InputStream output(String pid, String step, UriInfo uri) {
        new QueryParameters(uri).refuseIfWrong();
        return processes.openStepOutput(Pid.parse(pid), step);
    }
}
