/** Whether what is stored is whole: cans, archive and database of a bucket, and how to mend what is not. */
package org.ooni.pipeline.cli.verify;
