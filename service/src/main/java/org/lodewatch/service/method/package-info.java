/** The page docs/method.md as the method screen shows it. */
package org.lodewatch.service.method;
