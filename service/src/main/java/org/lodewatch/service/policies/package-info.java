/** Policies over HTTP: what each has raised, what a change would do, and changes. */
package org.lodewatch.service.policies;
