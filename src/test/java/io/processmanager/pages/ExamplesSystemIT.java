package io.processmanager.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.processmanager.pages.Page.Block;
import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.SharedServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Makes the calls that the pages show, one after another, and compares the answers with those that they show. */
@ExtendWith(SharedServer.class)
class ExamplesSystemIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpApi api;
    private String pid = "";

    ExamplesSystemIT(HttpApi api) {
        this.api = api;
    }

    @Test
    void callsOfTheReadmeAreAnsweredAsShown() throws Exception {
        run(Page.readme());
    }

    @Test
    void callsOfTheApiAreAnsweredAsShown() throws Exception {
        run(Page.named("api.md"));
    }

    private void run(Page page) throws Exception {
        List<Block> blocks = page.blocks();
        int made = 0;
        for (int i = 0; i < blocks.size(); i++) {
            Optional<Block> answer = Optional.of(i + 1).filter(next -> next < blocks.size()).map(blocks::get).filter(next -> next.language().equals("json"));
            for (CurlCommand command : CurlCommand.in(blocks.get(i).text())) {
                assertAnswers(command, ShownJson.parse(answer.orElseThrow(() -> new AssertionError(page.path() + " shows no answer to " + command.call())).text()));
                made++;
            }
        }
        assertFalse(made == 0, page.path() + " has no call");
    }

    /** What is asked for comes about soon; what is done has its answer at once. */
    private void assertAnswers(CurlCommand command, ShownJson shown) throws Exception {
        HttpApi.Answer answer = command.method().equals("GET")
                ? Await.until("the answer to " + command.call() + " that is shown", LIMIT, () -> command.send(api, pid),
                        candidate -> shown.difference(candidate.json()).isEmpty())
                : command.send(api, pid);
        assertEquals(Optional.empty(), shown.difference(answer.json()), () -> command.call() + " is answered by " + answer.text());
        pid = answer.body().getString("pid", pid);
    }
}
