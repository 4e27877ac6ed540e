package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.ooni.pipeline.feeder.testing.FeederTableContract;

/** The Feeders of the services file, held to the contract. */
class BuiltInFeedersTest extends FeederTableContract {
    @Override
    protected List<Feeder> feeders() {
        return Feeders.load(Feeder.class.getClassLoader());
    }

    @Override
    protected List<ObjectNode> examples() {
        return SampleData.all();
    }

    @Override
    protected FeederContext context() {
        return SampleData.context();
    }
}
