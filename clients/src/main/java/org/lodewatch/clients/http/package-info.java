/**
 * HTTP requests with deadlines and size limits, and web services behind them: a few requests at a time with pauses between
 * them, a daily quota that is kept on disk, retries of failures that may pass, and no secret in any message.
 */
package org.lodewatch.clients.http;
