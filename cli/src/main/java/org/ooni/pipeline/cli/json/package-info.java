/** JSON that commands print. */
package org.ooni.pipeline.cli.json;
