package io.warifu.gateway.control;

import io.warifu.gateway.epoch.EpochTerms;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.servicekit.tls.ClientIdentity;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * Mutual TLS 1.3 over a connected socket, with the site's SAE certificate.
 *
 * <p>Guarantee: the other end is the holder of a certificate that the site's authority issued for
 * the SAE id that is given out; names of hosts play no part. No session is resumed by this end.
 */
public final class ControlTls {

    private static final String SAE_URI = "urn:sae:";
    private static final String[] PROTOCOLS = {"TLSv1.3"};
    private static final String[] SUITES = {"TLS_AES_256_GCM_SHA384"};

    /** RFC 5705 leaves labels that begin so to whoever wants them. */
    private static final String EXPORTER_LABEL = "EXPERIMENTAL qgw1 epoch";

    private final SSLContext context;

    public ControlTls(SSLContext context) {
        this.context = context;
    }

    /** A connection after its handshake, and who the other end is. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared or printed.
    record Secured(SSLSocket socket, String peerSae, byte[] exporter) {}

    /**
     * Shakes hands on {@code plain}, which belongs to the result from then on.
     *
     * @throws CarrierFaultException CONTROL_WRONG_CERTIFICATE or CONTROL_NO_TLS
     */
    Secured secure(Socket plain, boolean asClient) throws CarrierFaultException {
        try {
            SSLSocket socket =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(
                                            plain,
                                            plain.getInetAddress().getHostAddress(),
                                            plain.getPort(),
                                            true);
            socket.setUseClientMode(asClient);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(PROTOCOLS);
            parameters.setCipherSuites(SUITES);
            parameters.setNeedClientAuth(true);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            ExtendedSSLSession session = (ExtendedSSLSession) socket.getSession();
            String sae =
                    sae(session)
                            .orElseThrow(() ->
                                    new CarrierFaultException(
                                            CarrierFault.CONTROL_WRONG_CERTIFICATE));
            byte[] exporter =
                    session.exportKeyingMaterialData(
                            EXPORTER_LABEL, null, EpochTerms.EXPORTER_BYTES);
            session.invalidate();
            return new Secured(socket, sae, exporter);
        } catch (SSLHandshakeException | SSLPeerUnverifiedException e) {
            throw new CarrierFaultException(CarrierFault.CONTROL_WRONG_CERTIFICATE, e);
        } catch (SSLException e) {
            throw new CarrierFaultException(CarrierFault.CONTROL_NO_TLS, e);
        } catch (CarrierFaultException e) {
            throw e;
        } catch (IOException e) {
            throw new CarrierFaultException(CarrierFault.CONTROL_LOST, e);
        }
    }

    private static Optional<String> sae(ExtendedSSLSession session)
            throws SSLPeerUnverifiedException {
        return session.getPeerCertificates()[0] instanceof X509Certificate leaf
                ? ClientIdentity.uriName(leaf, SAE_URI)
                : Optional.empty();
    }
}
