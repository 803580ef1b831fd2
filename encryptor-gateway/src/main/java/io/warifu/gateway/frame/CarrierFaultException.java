package io.warifu.gateway.frame;

import java.io.IOException;

/**
 * Ends a carrier, with the reason. It is an {@link IOException} because that is what it is for the
 * code that moves bytes: the connection is over.
 */
public final class CarrierFaultException extends IOException {

    private final CarrierFault fault;

    public CarrierFaultException(CarrierFault fault) {
        super(fault.tag());
        this.fault = fault;
    }

    public CarrierFaultException(CarrierFault fault, Throwable cause) {
        super(fault.tag(), cause);
        this.fault = fault;
    }

    public CarrierFault fault() {
        return fault;
    }
}
