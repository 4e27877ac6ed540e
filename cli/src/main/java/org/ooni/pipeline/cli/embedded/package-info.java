/**
 * A PostgreSQL server of the pipeline's own, for one directory.
 *
 * <pre>
 * metadb/              0700
 *   data/              PostgreSQL's data directory; never cleaned by us
 *   data.new/          a data directory in the making; without worth until it is renamed
 *   server.properties  0600: where the running server listens, and its password
 *   server.log         0600: the server's own log; server.log.old is the one before
 *   start.lock         held by whoever starts or stops the server, for that moment
 *   users.lock         shared by all commands that use the server, as long as they do
 * </pre>
 *
 * <p>The locks are the operating system's, so a killed command holds none. Whoever leaves takes {@code start.lock},
 * drops its share of {@code users.lock} and tries to have that lock for itself: who succeeds is the last one and
 * stops the server. A server whose command was killed goes on, and the next command finds and adopts it.
 */
package org.ooni.pipeline.cli.embedded;
