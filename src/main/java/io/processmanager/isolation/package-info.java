/** What a step is executed with: in the server or in a Java virtual machine of its own, with how much of what. */
package io.processmanager.isolation;
