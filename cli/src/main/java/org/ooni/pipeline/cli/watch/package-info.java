/** Tells others of runs: a ledger, a file of metrics, StatsD, and a command for failures. None of it fails a run. */
package org.ooni.pipeline.cli.watch;
