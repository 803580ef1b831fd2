package io.warifu.ssmix2.message;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.Location;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.MessageVisitorSupport;
import ca.uhn.hl7v2.model.MessageVisitors;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.parser.ParserConfiguration;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import io.warifu.ssmix2.text.Er7Segment;
import io.warifu.ssmix2.text.Er7Tokenizer;
import io.warifu.ssmix2.text.Hl7Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads messages of SS-MIX2. {@link #parse} is cheap (decode and cut) and fit for every file of a
 * backup; {@link #view} builds HAPI's typed model, some eighty times dearer, and is for the one
 * record that somebody looks at.
 *
 * <p>Guarantee: no content makes a method throw; what cannot be read in full is read in part and
 * says so in its remarks. Safe for use by many threads. Limit: {@link #MAX_MESSAGE_BYTES}.
 */
public final class Hl7Reader {

    /** Larger files are backed up like any other, but nobody looks for a message in them. */
    public static final int MAX_MESSAGE_BYTES = 8 << 20;

    private final HapiContext context;

    public Hl7Reader() {
        ParserConfiguration configuration = new ParserConfiguration();
        // The default generator writes a file into the working directory.
        configuration.setIdGenerator(new InMemoryIDGenerator());
        // Endoscopy results carry local types; without this they throw even unvalidated.
        configuration.setInvalidObx2Type("ST");
        configuration.setDefaultObx2Type("ST");
        context =
                new DefaultHapiContext(
                        configuration,
                        ValidationContextFactory.noValidation(),
                        new SsMixModelClassFactory());
    }

    public MessageReading parse(RawMessage raw) {
        if (raw.bytes().length == 0) {
            return new MessageReading.Unreadable("the file is empty");
        }
        if (raw.bytes().length > MAX_MESSAGE_BYTES) {
            return new MessageReading.Unreadable(
                    "the file is larger than a message of " + MAX_MESSAGE_BYTES + " bytes");
        }
        return switch (Hl7Charset.decode(raw.bytes())) {
            case Hl7Charset.Undecodable(String reason) -> new MessageReading.Unreadable(reason);
            case Hl7Charset.Decoded(String text, List<String> remarks) -> tokenize(text, remarks);
        };
    }

    private static MessageReading tokenize(String text, List<String> remarks) {
        return switch (Er7Tokenizer.tokenize(text)) {
            case Er7Tokenizer.NotHl7(String reason) -> new MessageReading.Unreadable(reason);
            case Er7Tokenizer.Message tokens -> new ParsedMessage(text, tokens, remarks);
        };
    }

    public RecordView view(ParsedMessage message) {
        List<String> remarks = new ArrayList<>(message.remarks());
        Map<String, String[]> titles = new HashMap<>();
        List<SegmentValues> segments = typedSegments(message, titles, remarks);
        Er7Segment header = message.tokens().header();
        String trigger = header.value(9, 2);
        if (message.tokens().segments().size() > RecordView.MAX_SEGMENTS) {
            remarks.add("only the first " + RecordView.MAX_SEGMENTS + " segments are shown");
        }
        return new RecordView(
                header.value(9, 3),
                message.event(),
                header.value(10, 1),
                header.value(7, 1),
                Events.careTime(trigger, segments),
                Events.cancelling(trigger),
                Demographics.of(message),
                ClinicalLines.of(trigger, segments),
                genericView(message, titles),
                remarks);
    }

    /** Of the typed model; of the tokenizer where HAPI cannot build one. */
    private List<SegmentValues> typedSegments(
            ParsedMessage message, Map<String, String[]> titles, List<String> remarks) {
        List<SegmentValues> segments = new ArrayList<>();
        try {
            PipeParser parser = context.getPipeParser();
            Message model = parser.parse(wellEnded(message));
            MessageVisitors.visit(
                    model,
                    MessageVisitors.visitPopulatedElements(
                            new MessageVisitorSupport() {
                                @Override
                                public boolean start(Segment segment, Location location) {
                                    segments.add(new SegmentValues.Typed(segment));
                                    titles.putIfAbsent(segment.getName(), segment.getNames());
                                    return false;
                                }
                            }));
            return segments;
        } catch (HL7Exception | RuntimeException e) {
            // HAPI throws unchecked exceptions, too, on content that it did not expect.
            remarks.add(
                    "the message does not fit its structure ("
                            + e.getClass().getSimpleName()
                            + "); it is shown segment by segment");
            return message.tokens().segments().stream()
                    .<SegmentValues>map(SegmentValues.Plain::new)
                    .toList();
        }
    }

    /** HAPI would take an MLLP trailer for a part of the last field. */
    private static String wellEnded(ParsedMessage message) {
        StringBuilder text = new StringBuilder(message.text().length());
        for (Er7Segment segment : message.tokens().segments()) {
            text.append(segment.raw()).append('\r');
        }
        return text.toString();
    }

    private static List<RecordView.Segment> genericView(
            ParsedMessage message, Map<String, String[]> titles) {
        return message.tokens().segments().stream()
                .limit(RecordView.MAX_SEGMENTS)
                .map(segment -> genericSegment(segment, titles))
                .toList();
    }

    private static RecordView.Segment genericSegment(
            Er7Segment segment, Map<String, String[]> titles) {
        String[] names = titles.getOrDefault(segment.name(), new String[0]);
        List<RecordView.Field> fields = new ArrayList<>();
        for (int i = 1; i <= segment.fieldCount(); i++) {
            String text = segment.field(i);
            if (!text.isEmpty()) {
                fields.add(new RecordView.Field(i, i <= names.length ? names[i - 1] : "", text));
            }
        }
        return new RecordView.Segment(segment.name(), fields);
    }
}
