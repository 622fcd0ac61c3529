/**
 * A schema registry, and the wire format whose messages name a schema by its id in the registry.
 */
package org.lodewatch.clients.registry;
