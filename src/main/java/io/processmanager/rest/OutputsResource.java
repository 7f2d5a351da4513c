package io.processmanager.rest;

import io.processmanager.ProcessManager;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;

/** Single outputs of a process, which may be too large for its look-up: as they are stored, in pieces. */
@ApplicationScoped
@Path("processes/{pid}")
@Produces(MediaType.APPLICATION_JSON)
public class OutputsResource {

    /** What is no longer than this is answered with its length. */
    private static final int SHORT = 65_536;

    @Inject
    ProcessManager processes;

    /**
     * @param pid the process
     * @param uri without parameters
     * @return 200 and its output
     * @throws IOException if it is removed just now
     */
    @GET
    @Path("output")
    public Response ofProcess(@PathParam("pid") String pid, @Context UriInfo uri) throws IOException {
        return answer(output(pid, uri));
    }

    /**
     * Without this, Jakarta REST would ask for the whole answer, and WildFly would say that one which is longer than a buffer has no length at all.
     *
     * @param pid the process
     * @param uri without parameters
     * @return 200 and the length of its output
     * @throws IOException if it is removed just now
     */
    @HEAD
    @Path("output")
    public Response describeThatOfProcess(@PathParam("pid") String pid, @Context UriInfo uri) throws IOException {
        return length(output(pid, uri));
    }

    /**
     * @param pid the process
     * @param step the name of one of its steps
     * @param uri without parameters
     * @return 200 and what the step has returned
     * @throws IOException if it is removed just now
     */
    @GET
    @Path("steps/{step}/output")
    public Response ofStep(@PathParam("pid") String pid, @PathParam("step") String step, @Context UriInfo uri) throws IOException {
        return answer(output(pid, step, uri));
    }

    /**
     * @param pid the process
     * @param step the name of one of its steps
     * @param uri without parameters
     * @return 200 and the length of what the step has returned
     * @throws IOException if it is removed just now
     */
    @HEAD
    @Path("steps/{step}/output")
    public Response describeThatOfStep(@PathParam("pid") String pid, @PathParam("step") String step, @Context UriInfo uri) throws IOException {
        return length(output(pid, step, uri));
    }

    private InputStream output(String pid, UriInfo uri) {
        new QueryParameters(uri).refuseIfWrong();
        return processes.openOutput(Pid.parse(pid));
    }

    private InputStream output(String pid, String step, UriInfo uri) {
        new QueryParameters(uri).refuseIfWrong();
        return processes.openStepOutput(Pid.parse(pid), step);
    }

    private static Response length(InputStream output) throws IOException {
        try (output) {
            return Response.ok().type(MediaType.APPLICATION_JSON_TYPE).header(HttpHeaders.CONTENT_LENGTH, output.transferTo(OutputStream.nullOutputStream())).build();
        }
    }

    private static Response answer(InputStream output) throws IOException {
        byte[] beginning = output.readNBytes(SHORT);
        return beginning.length < SHORT ? Response.ok(beginning).build() : Response.ok(new SequenceInputStream(new ByteArrayInputStream(beginning), output)).build();
    }
}
