/** The HTTP port of a process: health, metrics, server-sent events, JSON and the token for changes. */
package org.lodewatch.service;
