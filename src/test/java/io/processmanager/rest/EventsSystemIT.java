package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.rest.FollowedEvents.Event;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code GET /processes/{pid}/events}. An interrupted process stands still, so its events can be told apart without any timing. */
@ExtendWith(SharedServer.class)
class EventsSystemIT {

    private final HttpApi api;
    private final Processes processes;

    EventsSystemIT(HttpApi api) {
        this.api = api;
        this.processes = new Processes(api);
    }

    @AfterEach
    void cancelAll() {
        processes.cancelAll();
    }

    @Test
    void theFirstEventIsTheWholeProcessAndComesAtOnce() throws Exception {
        JsonObject process = processes.settle(asking());
        try (FollowedEvents events = FollowedEvents.of(api, process.getString("pid"))) {
            assertEquals(200, events.status());
            assertEquals("text/event-stream", events.headers().firstValue("Content-Type").orElse(""));
            assertEquals("no-store", events.headers().firstValue("Cache-Control").orElse(""));
            assertEquals("no", events.headers().firstValue("X-Accel-Buffering").orElse(""));
            Event first = events.next();
            assertEquals("process", first.name());
            assertEquals(process, first.process());
            assertTrue(first.revision() > 0, first.id());
        }
    }

    @Test
    void everyChangeIsSentUntilTheProcessHasEnded() throws Exception {
        String pid = processes.settle(asking()).getString("pid");
        try (FollowedEvents events = FollowedEvents.of(api, pid)) {
            Event waiting = events.next();
            assertEquals("interrupted", waiting.status());
            processes.accepted(api.post("/processes/" + pid + "/proceed", Specification.json("{'data': {'answer': 1}}")));
            List<Event> changes = events.untilEnd();
            assertIdsRise(waiting, changes);
            Event last = changes.get(changes.size() - 1);
            assertEquals("finished", last.status());
            assertEquals(processes.get(pid), last.process());
            assertTrue(changes.stream().allMatch(event -> event.name().equals("process") && event.status().matches("queued|running|finished")),
                    changes.toString());
        }
    }

    @Test
    void theProgressOfAStepCanBeFollowedLive() throws Exception {
        String pid = processes.start(Specification.named("slow").step("wait", "delay", "3")).getString("pid");
        try (FollowedEvents events = FollowedEvents.of(api, pid)) {
            List<Integer> percents = events.untilEnd().stream().map(event -> event.process().getInt("percent")).toList();
            List<Integer> rising = new ArrayList<>(percents);
            rising.sort(null);
            assertEquals(rising, percents);
            assertTrue(percents.stream().filter(percent -> percent > 0 && percent < 100).distinct().count() >= 3, percents.toString());
            assertEquals(100, percents.get(percents.size() - 1));
        }
    }

    @Test
    void theLastEventOfAFailedProcessTellsTheError() throws Exception {
        String pid = processes.start(Specification.named("fails").step("one", "merge", "{}").step("bad", "test-fail", "5", "'no'")).getString("pid");
        try (FollowedEvents events = FollowedEvents.of(api, pid)) {
            List<Event> all = events.untilEnd();
            Event last = all.get(all.size() - 1);
            assertEquals("failed", last.status());
            assertEquals(5, last.process().getJsonObject("error").getInt("code"));
        }
    }

    @Test
    void cancellingEndsTheStream() throws Exception {
        String pid = processes.settle(asking()).getString("pid");
        try (FollowedEvents events = FollowedEvents.of(api, pid)) {
            events.next();
            processes.accepted(api.post("/processes/" + pid + "/cancel"));
            List<Event> rest = events.untilEnd();
            assertEquals(List.of("cancelled"), rest.stream().map(Event::status).toList());
        }
    }

    @Test
    void allWhoFollowSeeTheSame() throws Exception {
        String pid = processes.settle(asking()).getString("pid");
        try (FollowedEvents one = FollowedEvents.of(api, pid); FollowedEvents other = FollowedEvents.of(api, pid)) {
            assertEquals(one.next(), other.next());
            processes.accepted(api.post("/processes/" + pid + "/proceed"));
            List<Event> seen = one.untilEnd();
            List<Event> seenByOther = other.untilEnd();
            assertEquals(seen.get(seen.size() - 1), seenByOther.get(seenByOther.size() - 1));
        }
    }

    @Test
    void theStreamOfAnEndedProcessHasOneEventAndEnds() throws Exception {
        JsonObject process = processes.settle(Specification.named("quick").step("set", "merge", "{'x': 1}"));
        try (FollowedEvents events = FollowedEvents.of(api, process.getString("pid"))) {
            List<Event> all = events.untilEnd();
            assertEquals(1, all.size(), all.toString());
            assertEquals(process, all.get(0).process());
        }
    }

    @Test
    void whoConnectsAgainAfterTheEndIsToldThatThereIsNothingMore() throws Exception {
        String pid = processes.settle(Specification.named("quick").step("set", "merge", "{'x': 1}")).getString("pid");
        Event last;
        try (FollowedEvents events = FollowedEvents.of(api, pid)) {
            last = events.next();
        }
        Answer answer = api.get("/processes/" + pid + "/events", "Accept", "text/event-stream", "Last-Event-ID", last.id());
        assertEquals(204, answer.status());
        assertEquals("", answer.text());
    }

    @Test
    void whoHasMissedTheEndGetsItWhenConnectingAgain() throws Exception {
        String pid = processes.settle(asking()).getString("pid");
        Event seen;
        try (FollowedEvents events = FollowedEvents.of(api, pid)) {
            seen = events.next();
        }
        processes.accepted(api.post("/processes/" + pid + "/proceed"));
        processes.await(pid, "finished");
        try (FollowedEvents events = FollowedEvents.of(api, pid, "Last-Event-ID", seen.id())) {
            List<Event> missed = events.untilEnd();
            assertEquals(List.of("finished"), missed.stream().map(Event::status).toList());
            assertIdsRise(seen, missed);
        }
    }

    @Test
    void whoConnectsAgainWhileTheProcessLivesGoesOnFollowing() throws Exception {
        String pid = processes.settle(asking()).getString("pid");
        String seen;
        try (FollowedEvents events = FollowedEvents.of(api, pid)) {
            seen = events.next().id();
        }
        try (FollowedEvents events = FollowedEvents.of(api, pid, "Last-Event-ID", seen)) {
            assertEquals(200, events.status());
            assertEquals("interrupted", events.next().status());
            processes.accepted(api.post("/processes/" + pid + "/cancel"));
            assertEquals("cancelled", events.next().status());
        }
    }

    @Test
    void anIdThatNeverWasOneIsIgnored() throws Exception {
        String pid = processes.settle(Specification.named("quick").step("set", "merge", "{'x': 1}")).getString("pid");
        try (FollowedEvents events = FollowedEvents.of(api, pid, "Last-Event-ID", "nonsense")) {
            assertEquals(200, events.status());
            assertEquals("finished", events.next().status());
        }
    }

    @Test
    void theEventsOfAnUnknownProcessAreAProblem() {
        AnsweredProblem.of(api.get("/processes/" + "0".repeat(32) + "/events", "Accept", "text/event-stream"), 404, AnsweredProblem.NOT_FOUND);
    }

    @Test
    void headOpensNoStream() throws Exception {
        String pid = processes.settle(asking()).getString("pid");
        Answer answer = FreeRequest.send(api, "HEAD", "/processes/" + pid + "/events");
        assertEquals(200, answer.status());
        assertEquals("text/event-stream", answer.header("Content-Type"));
    }

    /** As many as may follow do, the next one is turned away, and whoever leaves makes room. */
    @Test
    void noMoreClientsFollowThanTheSettingAllows() throws Exception {
        String pid = processes.settle(asking()).getString("pid");
        List<FollowedEvents> all = new ArrayList<>();
        try {
            for (int i = 0; i < SharedServer.MAX_FOLLOWERS; i++) {
                all.add(FollowedEvents.of(api, pid));
                all.get(i).next();
            }
            Answer refused = api.get("/processes/" + pid + "/events", "Accept", "text/event-stream");
            AnsweredProblem.of(refused, 503, "/problems/too-many-followers").says("process-manager.rest.max-followers");
            assertEquals("10", refused.header("Retry-After"));
            Answer notWaitedFor = api.post("/processes", asking().json(), "Prefer", "wait=30");
            processes.created(notWaitedFor);
            assertEquals("", notWaitedFor.header("Preference-Applied"));
            processes.accepted(api.post("/processes/" + pid + "/cancel"));
            for (FollowedEvents events : all) {
                assertEquals(1, events.untilEnd().size());
            }
            try (FollowedEvents events = FollowedEvents.of(api, pid)) {
                assertEquals(200, events.status());
            }
        } finally {
            for (FollowedEvents events : all) {
                events.close();
            }
        }
    }

    private static void assertIdsRise(Event seen, List<Event> events) {
        long last = seen.revision();
        for (Event event : events) {
            assertTrue(event.revision() > last, events.toString());
            last = event.revision();
        }
    }

    private static Specification asking() {
        return Specification.named("asks").step("ask", "approval", "'Sure?'").step("then", "merge", "{'after': true}");
    }
}
