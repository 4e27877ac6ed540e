package org.ooni.pipeline.autoclaved;

import java.io.IOException;
import java.io.InputStream;

/** Input that was found to be damaged where it goes on. */
final class DamagedInput extends InputStream {
    private final IOException damage;

    DamagedInput(IOException damage) {
        this.damage = damage;
    }

    @Override
    public int read() throws IOException {
        throw damage;
    }
}
