/**
 * The commands' help in other forms, made from the commands themselves by the build: man pages and completions. And the
 * name by which all of it calls the program.
 */
package org.ooni.pipeline.cli.help;
