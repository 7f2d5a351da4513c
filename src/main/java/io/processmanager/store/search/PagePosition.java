package io.processmanager.store.search;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.Violation;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Pages continue after a row, not a number of rows, so that new processes do not shift them.
 *
 * @param pid the last of the page; older processes have smaller ones
 */
record PagePosition(String pid) {

    private static final Pattern TEXT = Pattern.compile("[0-9a-f]{32}");

    static PagePosition parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new InvalidSpecificationException(List.of(new Violation("after", "expected what an earlier page has given as next")));
        }
        return new PagePosition(text);
    }
}
