package io.warifu.ssmix2.message;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.v25.message.OMI_O23;
import ca.uhn.hl7v2.model.v25.message.PPR_PC1;
import ca.uhn.hl7v2.parser.CanonicalModelClassFactory;
import org.jspecify.annotations.Nullable;

/**
 * HL7 v2.5 for every message, with the two local structures of SS-MIX2 read as the standard ones
 * they extend; otherwise their repeated groups would fall apart.
 */
final class SsMixModelClassFactory extends CanonicalModelClassFactory {

    private static final long serialVersionUID = 1;

    SsMixModelClassFactory() {
        super("2.5");
    }

    @Override
    public @Nullable Class<? extends Message> getMessageClass(
            String name, String version, boolean explicit) throws HL7Exception {
        return switch (name) {
            case "PPR_ZD1" -> PPR_PC1.class;
            case "OMI_Z23" -> OMI_O23.class;
            default -> super.getMessageClass(name, version, explicit);
        };
    }
}
