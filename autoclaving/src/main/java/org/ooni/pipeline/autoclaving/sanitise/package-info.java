/** What must not become public: the addresses and fingerprints of Tor bridges (docs/formats.md, "Bridges"). */
package org.ooni.pipeline.autoclaving.sanitise;
