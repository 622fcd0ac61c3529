/** Replays the bundled imports through an embedded broker and the topology, and prints alerts and shares. */
package org.lodewatch.local.demo;
