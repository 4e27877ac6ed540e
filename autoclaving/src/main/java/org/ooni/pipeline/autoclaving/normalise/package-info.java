/**
 * What makes measurements of a decade of probes look alike: the fields common to all, then rules by test
 * (docs/formats.md, "Measurements").
 */
package org.ooni.pipeline.autoclaving.normalise;
