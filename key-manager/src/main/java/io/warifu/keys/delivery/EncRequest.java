package io.warifu.keys.delivery;

import io.warifu.keys.enrolment.SaeId;
import java.util.List;

/**
 * A checked Get key request.
 *
 * @param additional slaves beside the one in the path, in the request's order
 * @param mandatory wishes that are kept or the request is refused
 * @param optional wishes that are kept if they can be
 */
record EncRequest(
        int number, int sizeBits, List<SaeId> additional, Wishes mandatory, Wishes optional) {

    EncRequest {
        additional = List.copyOf(additional);
    }
}
