/**
 * What a thread carries from one piece of work to the next, and its restoration. Uses no other package of the project.
 */
package io.processmanager.threads;
