package io.warifu.gateway.otp;

import java.io.IOException;

/** The other end is a gateway, but said something that no gateway of this version says. */
final class MalformedOtpException extends IOException {

    MalformedOtpException(String what) {
        super(what);
    }
}
