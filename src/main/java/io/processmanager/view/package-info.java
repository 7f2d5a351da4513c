/** Immutable results of look-ups: processes, steps, log lines, runners, pages and counts. Uses {@code text}. */
package io.processmanager.view;
