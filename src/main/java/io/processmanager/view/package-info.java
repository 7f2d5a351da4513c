/** What look-ups answer: a process, its steps, lines of its log, runners, pages and counts, as they stood at one moment. Uses {@code text}. */
package io.processmanager.view;
