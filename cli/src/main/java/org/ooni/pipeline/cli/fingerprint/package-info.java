/** Lists of fingerprints that others publish: reading them, and saying what of them the database can express. */
package org.ooni.pipeline.cli.fingerprint;
