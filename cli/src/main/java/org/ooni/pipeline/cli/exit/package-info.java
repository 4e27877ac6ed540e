/** How a command ends: the exit codes and the exception that carries one. */
package org.ooni.pipeline.cli.exit;
