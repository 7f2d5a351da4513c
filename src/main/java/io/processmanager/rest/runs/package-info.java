/** The runs of a process over HTTP. */
package io.processmanager.rest.runs;
