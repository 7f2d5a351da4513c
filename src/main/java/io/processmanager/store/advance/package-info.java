/** The group commits of this node's runner: checkpoints, ends and reports that come at the same time are committed together. */
package io.processmanager.store.advance;
