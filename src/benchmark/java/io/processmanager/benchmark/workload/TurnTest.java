package io.processmanager.benchmark.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TurnTest {

    /** Each is named by a letter, a small one if it is compared with the one before. */
    private record Named(String letter) implements Workload {

        @Override
        public boolean isComparedWithTheOneBefore() {
            return Character.isLowerCase(letter.charAt(0));
        }

        @Override
        public void measure(Session session) {
            throw new UnsupportedOperationException("nothing is measured here");
        }
    }

    @Test
    void whatIsComparedBelongsToTheTurnOfTheOneBefore() {
        assertEquals(List.of("A", "Bcd", "E"), turns("A", "B", "c", "d", "E"));
    }

    @Test
    void whatIsSelectedWithoutTheOneBeforeHasATurnOfItsOwn() {
        assertEquals(List.of("c", "E"), turns("c", "E"));
    }

    private static List<String> turns(String... letters) {
        return Turn.of(List.of(letters).stream().<Workload>map(Named::new).toList()).stream()
                .map(turn -> String.join("", turn.workloads().stream().map(Workload::letter).toList())).toList();
    }
}
