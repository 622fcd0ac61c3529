/**
 * What instances do about each other: each shows by an open port that its process lives, and when one has ended, the others free
 * what it holds.
 */
package org.lodewatch.streams.peers;
