/** How the user names a PostgreSQL server of theirs: as with libpq, and never with a password. */
package org.ooni.pipeline.cli.postgres;
