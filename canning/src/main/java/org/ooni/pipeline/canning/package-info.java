/** The first stage: packs the raw reports of a bucket into cans. Start reading at {@link Canning}. */
package org.ooni.pipeline.canning;
