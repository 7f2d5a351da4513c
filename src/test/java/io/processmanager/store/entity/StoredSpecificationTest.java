package io.processmanager.store.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.ManagedProcess;
import io.processmanager.Retry;
import io.processmanager.StepSpec;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is stored outlives the version that has stored it. */
class StoredSpecificationTest {

    private static final ManagedProcess PROCESS = ManagedProcess.named("nightly import")
            .step("fetch", StepSpec.ofType("http-request", Map.of("url", "http://a/")))
            .step("store", StepSpec.ofClass("com.acme.StoreRows", "rows", 7).withServices("com.acme.RowStore", "clock").withTimeout(Duration.ofMillis(1_500))
                    .withRetry(Retry.times(5)))
            .arguments(Map.of("dry", true)).timeout(Duration.ofSeconds(300)).build();

    private static final String STORED = """
            {"steps":{"fetch":{"type":"http-request","args":[{"url":"http://a/"}]},\
            "store":{"class":"com.acme.StoreRows","args":["rows",7],"services":["com.acme.RowStore","clock"],"timeout_ms":1500,"retry":{"max_retries":5}}},\
            "arguments":{"dry":true}}""";

    @Test
    void everyPartOfAStepIsStoredUnderItsOwnName() {
        assertEquals(STORED, StoredSpecification.of(PROCESS).json());
    }

    @Test
    void whatIsStoredIsReadAsItWas() {
        assertEquals(PROCESS, StoredSpecification.parse("nightly import", Duration.ofSeconds(300), STORED).process());
    }

    @Test
    void whatHasNoValueIsLeftOut() {
        ManagedProcess least = ManagedProcess.unnamed().step("a", StepSpec.ofType("merge")).build();
        assertEquals("{\"steps\":{\"a\":{\"type\":\"merge\"}}}", StoredSpecification.of(least).json());
        assertEquals(least.steps(), StoredSpecification.parse("a", least.timeout(), StoredSpecification.of(least).json()).process().steps());
    }
}
