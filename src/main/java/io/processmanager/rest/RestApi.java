package io.processmanager.rest;

import io.processmanager.rest.bulk.BulkResource;
import io.processmanager.rest.bulk.ProcessBatchResource;
import io.processmanager.rest.bulk.ProcessCountsResource;
import io.processmanager.rest.following.EndOfFollowing;
import io.processmanager.rest.problem.AnsweredRequests;
import io.processmanager.rest.problem.ProblemMapper;
import io.processmanager.rest.problem.TransactionFailureMapper;
import io.processmanager.rest.queue.QueuesResource;
import io.processmanager.rest.representation.JsonBodyWriter;
import io.processmanager.rest.representation.ResponseHeaders;
import io.processmanager.rest.request.QueryEncodingFilter;
import io.processmanager.rest.runs.RunsResource;
import io.processmanager.rest.schedule.SchedulesResource;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The REST application. Its classes are listed so that servers do not scan. */
public class RestApi extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(ProcessesResource.class, ProcessBatchResource.class, ProcessCountsResource.class, BulkResource.class, ProcessResource.class, OutputsResource.class,
                EventsResource.class, ExecutionsResource.class, StepTypesResource.class, RunsResource.class, RunnersResource.class, QueuesResource.class, SchedulesResource.class,
                QueryEncodingFilter.class, AnsweredRequests.class, ProblemMapper.class,
                TransactionFailureMapper.class, JsonBodyWriter.class, ResponseHeaders.class, EndOfFollowing.class);
    }

    /** Jersey properties; other implementations ignore them. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.wadl.disableWadl", true,
                "jersey.config.beanValidation.disable.server", true,
                // Otherwise the server replaces a response without body by its error page.
                "jersey.config.server.response.setStatusOverSendError", true);
    }
}
