/** What a thread carries from one piece of work to the next, so that it can be put right in between. Uses no other package of the project. */
package io.processmanager.threads;
