/**
 * What the records of topics must satisfy beyond their schemas. Other programs may write to a topic; its readers skip records that
 * break these rules.
 */
package org.lodewatch.schemas.rules;
