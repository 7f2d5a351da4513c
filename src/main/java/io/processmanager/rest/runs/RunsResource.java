package io.processmanager.rest.runs;

import io.processmanager.ProcessManager;
import io.processmanager.RunNotFoundException;
import io.processmanager.rest.representation.RunRepresentation;
import io.processmanager.rest.representation.StreamedText;
import io.processmanager.rest.request.Pid;
import io.processmanager.rest.request.QueryParameters;
import io.processmanager.view.LogLine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
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
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads the runs of a process. */
@ApplicationScoped
@Path("processes/{pid}/runs")
@Produces(MediaType.APPLICATION_JSON)
public class RunsResource {

    private static final String TEXT = MediaType.TEXT_PLAIN + ";charset=UTF-8";
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
        return RunRepresentation.whole(processes.getRun(Pid.parse(pid), number(number)));
    }

    /**
     * @param pid the process
     * @param number of the run
     * @param uri selects the stream
     * @return 200 and what is stored of what the run has printed
     * @throws RunNotFoundException if there is none of that number
     * @throws IOException if it cannot be read
     */
    @GET
    @Path("{number}/output")
    @Produces(TEXT)
    public Response output(@PathParam("pid") String pid, @PathParam("number") String number, @Context UriInfo uri) throws IOException {
        return StreamedText.of(open(pid, number, uri));
    }

    /**
     * Without this, Jakarta REST would produce the whole output.
     *
     * @param pid the process
     * @param number of the run
     * @param uri selects the stream
     * @return 200 and the length of the output
     * @throws RunNotFoundException if there is none of that number
     * @throws IOException if it cannot be read
     */
    @HEAD
    @Path("{number}/output")
    @Produces(TEXT)
    public Response describeOutput(@PathParam("pid") String pid, @PathParam("number") String number, @Context UriInfo uri) throws IOException {
        return StreamedText.length(open(pid, number, uri), MediaType.TEXT_PLAIN_TYPE.withCharset(StandardCharsets.UTF_8.name()));
    }

    private InputStream open(String pid, String number, UriInfo uri) {
        QueryParameters query = new QueryParameters(uri, "stream");
        LogLine.Stream stream = LogLine.Stream.valueOf(query.oneOf("stream", "out", "err").toUpperCase(Locale.ROOT));
        query.refuseIfWrong();
        return processes.openRunOutput(Pid.parse(pid), number(number), stream);
    }

    /** @return 0, which no run has, for what is no number */
    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }
}
