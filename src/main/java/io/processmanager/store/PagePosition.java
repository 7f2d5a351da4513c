package io.processmanager.store;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.Violation;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a page of the list ends. Lists go on after a row, not after a number of rows, so that new processes do not shift the pages. */
record PagePosition(long createdAt, String pid) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-([0-9a-f]{32})");

    static PagePosition of(ProcessSummary last) {
        return new PagePosition(last.createdAt(), last.pid());
    }

    static PagePosition parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidSpecificationException(List.of(new Violation("after", "expected what an earlier page has given as next")));
        }
        return new PagePosition(Long.parseLong(matcher.group(1)), matcher.group(2));
    }

    @Override
    public String toString() {
        return createdAt + "-" + pid;
    }
}
