/**
 * What all modules share: messages, topics, wire formats, the catalogue and small values.
 */
package org.lodewatch.schemas;
