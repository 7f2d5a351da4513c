package io.processmanager.batch.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.stream.IntStream;
import org.jberet.job.model.JobElement;
import org.junit.jupiter.api.Test;

class JobModelsTest {

    private final JobModels models = new JobModels();

    @Test
    void aModelHasTheStepsInOrder() {
        assertEquals(List.of("c", "a", "b"), models.ofSteps(List.of("c", "a", "b")).getJobElements().stream().map(JobElement::getId).toList());
    }

    @Test
    void oneModelServesAllJobsOfTheSameShape() {
        assertSame(models.ofSteps(List.of("a", "b")), models.ofSteps(List.of("a", "b")));
        assertNotSame(models.ofSteps(List.of("a", "b")), models.ofSteps(List.of("b", "a")));
    }

    @Test
    void theNumberOfModelsThatAreKeptIsBounded() {
        var first = models.ofSteps(List.of("step"));
        IntStream.range(0, 1_000).forEach(i -> models.ofSteps(List.of("step" + i)));

        assertNotSame(first, models.ofSteps(List.of("step")));
    }
}
