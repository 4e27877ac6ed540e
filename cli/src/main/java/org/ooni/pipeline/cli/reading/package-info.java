/** Reading the archives: streams of measurements, and what files hold. */
package org.ooni.pipeline.cli.reading;
