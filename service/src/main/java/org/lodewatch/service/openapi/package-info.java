/** The description of the HTTP API for programs. */
package org.lodewatch.service.openapi;
