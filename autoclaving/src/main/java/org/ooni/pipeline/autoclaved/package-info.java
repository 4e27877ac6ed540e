/**
 * The autoclaved archive: public, 1:1 with the cans, readable by {@code tar -I lz4} and by seeking.
 *
 * <pre>
 * index.json.gz := File*                          in the order of the canned index
 * File          := {@link org.ooni.pipeline.autoclaved.IndexLine.FileStart FileStart} Frame* {@link org.ooni.pipeline.autoclaved.IndexLine.FileEnd FileEnd}
 * Frame         := {@link org.ooni.pipeline.autoclaved.IndexLine.FrameStart FrameStart} Item* {@link org.ooni.pipeline.autoclaved.IndexLine.FrameEnd FrameEnd}
 * Item          := {@link org.ooni.pipeline.autoclaved.IndexLine.ReportStart ReportStart} | {@link org.ooni.pipeline.autoclaved.IndexLine.Datum Datum}
 *                | {@link org.ooni.pipeline.autoclaved.IndexLine.BadBlob BadBlob} | {@link org.ooni.pipeline.autoclaved.IndexLine.ReportEnd ReportEnd}
 * </pre>
 *
 * <p>{@code text_off} counts bytes of the decompressed file, {@code file_off} of the compressed one; a datum's place in
 * its frame is {@code datum.text_off - frame.text_off}. A datum never crosses a frame; a report may. docs/formats.md
 * has the whole.
 *
 * <p><b>History.</b> The Python pipeline wrote linked blocks; readers accept both kinds.
 */
package org.ooni.pipeline.autoclaved;
