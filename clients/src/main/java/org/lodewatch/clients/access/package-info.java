/**
 * The applications that use Lodewatch's topics, the least rights that each needs, and the creation of ACLs for them.
 */
package org.lodewatch.clients.access;
