package io.warifu.crossref.restore;

import io.warifu.kernel.pack.MalformedParcelException;

/** Turns a parcel into content after checking its digest. */
@FunctionalInterface
interface ParcelReader<T> {

    /**
     * Reads {@code parcel}, which is wiped afterwards.
     *
     * @throws MalformedParcelException if the digest does not fit
     */
    T read(byte[] parcel) throws MalformedParcelException;
}
