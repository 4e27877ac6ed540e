/** The second stage: makes the public archive from cans. Start reading at {@link Autoclaving}. */
package org.ooni.pipeline.autoclaving;
