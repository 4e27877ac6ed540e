/** The demonstration: a day of made reports, taken through the whole pipeline, and what came of it. */
package org.ooni.pipeline.cli.demo;
