/**
 * Web services, asked politely: a few requests at a time with pauses between them, a daily quota that outlives the
 * process, waiting and trying again when trouble may pass, and no secret in any text.
 */
package org.lodewatch.clients.http;
