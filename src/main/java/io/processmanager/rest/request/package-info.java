/**
 * What clients may say, read strictly: whatever is not understood is refused with the place where it stands, never ignored. What it
 * means (does the type exist, do the arguments fit) is checked by the process manager itself. Uses the root package, the settings, the
 * registry of step types, the bodies and the problems.
 */
package io.processmanager.rest.request;
