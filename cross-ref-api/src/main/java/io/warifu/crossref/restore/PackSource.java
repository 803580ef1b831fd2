package io.warifu.crossref.restore;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.pack.Pack;

/** Where packs come from: straight from the share servers, or through a cache. */
@FunctionalInterface
public interface PackSource {

    RestoreOutcome<Pack> pack(ObjectId object) throws InterruptedException;
}
