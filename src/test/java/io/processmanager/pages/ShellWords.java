package io.processmanager.pages;

import java.util.ArrayList;
import java.util.List;

/** Takes a command apart as a shell does, up to its end: quotes, and lines that go on. Variables stay as they are. */
final class ShellWords {

    private static final String END = "\n|);";

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private int at;

    private ShellWords(String text) {
        this.text = text;
    }

    static List<String> of(String command) {
        ShellWords words = new ShellWords(command);
        words.read();
        return words.words;
    }

    private void read() {
        for (; at < text.length() && END.indexOf(text.charAt(at)) < 0; at++) {
            char next = text.charAt(at);
            if (next == '\'' || next == '"') {
                quoted(next);
            } else if (next == '\\') {
                at++;
                endWord();
            } else if (next == ' ') {
                endWord();
            } else {
                word.append(next);
                begun = true;
            }
        }
        endWord();
    }

    private void quoted(char quote) {
        int end = text.indexOf(quote, at + 1);
        word.append(text, at + 1, end);
        begun = true;
        at = end;
    }

    private void endWord() {
        if (begun) {
            words.add(word.toString());
            word.setLength(0);
            begun = false;
        }
    }
}
