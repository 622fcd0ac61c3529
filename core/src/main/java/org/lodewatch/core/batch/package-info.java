/**
 * The batch recount: computes every share and alert from the log a second time, with code that is simple and independent
 * of the streaming books and policies, and compares the result with the published topics.
 */
package org.lodewatch.core.batch;
