/** Settings that are kept: one optional file, the environment over it, and the command line over both. */
package org.ooni.pipeline.cli.config;
