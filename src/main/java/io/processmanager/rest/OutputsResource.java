package io.processmanager.rest;

import io.processmanager.ProcessManager;
import io.processmanager.rest.request.Pid;
import io.processmanager.rest.request.QueryParameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
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
     * @param request of which HEAD wants no more than the length
     * @return 200 and its output
     * @throws IOException if it is removed just now
     */
    @GET
    @Path("output")
    public Response ofProcess(@PathParam("pid") String pid, @Context UriInfo uri, @Context Request request) throws IOException {
        new QueryParameters(uri).refuseIfWrong();
        return answer(processes.openOutput(Pid.parse(pid)), request);
    }

    /**
     * @param pid the process
     * @param step the name of one of its steps
     * @param uri without parameters
     * @param request of which HEAD wants no more than the length
     * @return 200 and what the step has returned
     * @throws IOException if it is removed just now
     */
    @GET
    @Path("steps/{step}/output")
    public Response ofStep(@PathParam("pid") String pid, @PathParam("step") String step, @Context UriInfo uri, @Context Request request) throws IOException {
        new QueryParameters(uri).refuseIfWrong();
        return answer(processes.openStepOutput(Pid.parse(pid), step), request);
    }

    private static Response answer(InputStream output, Request request) throws IOException {
        byte[] beginning = output.readNBytes(SHORT);
        if (beginning.length < SHORT || request.getMethod().equals(HttpMethod.HEAD)) {
            long length = beginning.length + output.transferTo(OutputStream.nullOutputStream());
            return Response.ok(beginning).header(HttpHeaders.CONTENT_LENGTH, length).build();
        }
        return Response.ok(new SequenceInputStream(new ByteArrayInputStream(beginning), output)).build();
    }
}
