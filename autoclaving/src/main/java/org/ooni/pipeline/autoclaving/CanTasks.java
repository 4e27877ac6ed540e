package org.ooni.pipeline.autoclaving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.io.OrderedPool;

/** The work on a bucket's cans, in the order of their index, which is read no faster than the work is asked for. */
final class CanTasks implements Iterator<OrderedPool.Task<IndexPart>> {
    private final CanIndex.Reader cans;
    private final ArchiveWork work;
    private final CanAutoclave autoclave;
    private final OldEvents old;
    private Can next;
    private boolean started;

    /** @param work says which cans a file is made of; what the others' files are is in {@code old} */
    CanTasks(CanIndex.Reader cans, ArchiveWork work, CanAutoclave autoclave, OldEvents old) {
        this.cans = cans;
        this.work = work;
        this.autoclave = autoclave;
        this.old = old;
    }

    @Override
    public boolean hasNext() {
        if (!started) {
            started = true;
            advance();
        }
        return next != null;
    }

    /** An {@link UncheckedIOException} if the index cannot be read on. */
    @Override
    public OrderedPool.Task<IndexPart> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Can can = next;
        advance();
        if (work.makes(can.filename())) {
            return () -> autoclave.make(can, work.remake().contains(can.filename()));
        }
        return () -> index -> old.copyThrough(can.filename(), index);
    }

    private void advance() {
        try {
            next = cans.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
