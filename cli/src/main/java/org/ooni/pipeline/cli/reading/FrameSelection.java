package org.ooni.pipeline.cli.reading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.ooni.pipeline.autoclaved.FrameIndex;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.autoclaved.IndexedFrame;
import org.ooni.pipeline.cli.reading.FrameSearch.Candidate;
import org.ooni.pipeline.io.OrderedPool;

/**
 * The frames of an index that may hold something that is wanted, as far as its names and the decisions so far tell.
 * Not thread-safe.
 */
final class FrameSelection implements Iterator<OrderedPool.Task<Lines>> {
    private final FrameIndex index;
    private final Path root;
    private final MeasurementFilter filter;
    private ReportStart report;
    private ReportChoice choice;
    private FrameSearch next;

    FrameSelection(FrameIndex index, Path root, MeasurementFilter filter) {
        this.index = index;
        this.root = root;
        this.filter = filter;
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null) {
                IndexedFrame frame = index.next();
                if (frame == null) {
                    return false;
                }
                List<Candidate> candidates = candidates(frame);
                if (!candidates.isEmpty()) {
                    next = new FrameSearch(root, frame.place(), candidates, filter);
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public OrderedPool.Task<Lines> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        FrameSearch search = next;
        next = null;
        return search::run;
    }

    private List<Candidate> candidates(IndexedFrame frame) {
        List<Candidate> candidates = new ArrayList<>();
        for (IndexedFrame.Item item : frame.data()) {
            boolean first = item.report() != report;
            if (first) {
                report = item.report();
                choice = choice(report);
            }
            if (!choice.isRefused()) {
                candidates.add(new Candidate(
                        item, choice, first && !filter.reportKeys().isEmpty()));
            }
        }
        return candidates;
    }

    private ReportChoice choice(ReportStart begun) {
        if (!filter.takesName(begun.textname())) {
            return ReportChoice.of(false);
        }
        return filter.reportKeys().isEmpty() ? ReportChoice.of(true) : new ReportChoice();
    }
}
