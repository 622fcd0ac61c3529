/**
 * {@code /api}: the published shares, alerts and policies of the whole cluster, read from their topics and kept in memory,
 * and their JSON documents, which the command line prints too.
 */
package org.lodewatch.service.api;
