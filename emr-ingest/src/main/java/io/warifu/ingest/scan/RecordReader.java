package io.warifu.ingest.scan;

import io.warifu.ssmix2.message.Demographics;
import io.warifu.ssmix2.message.Hl7Reader;
import io.warifu.ssmix2.message.MessageReading;
import io.warifu.ssmix2.message.ParsedMessage;
import io.warifu.ssmix2.message.RawMessage;
import io.warifu.ssmix2.path.SsMixPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads meaning beside the bytes. A message that names another patient than its folder is remarked,
 * and its demographics are not believed: two patients are never merged by one wrong file.
 */
public final class RecordReader {

    private final Hl7Reader messages;

    public RecordReader(Hl7Reader messages) {
        this.messages = messages;
    }

    public RecordReading read(ScannedFile.Content content) {
        return switch (content.file().place()) {
            case SsMixPath.Unreadable(String _, String reason) ->
                    new RecordReading(null, outsideGrammar(content, reason), null);
            case SsMixPath.Parsed parsed -> readRecord(content, parsed);
        };
    }

    private static List<String> outsideGrammar(ScannedFile.Content content, String reason) {
        return content.sizeBytes() == 0 ? List.of(reason, "the file is empty") : List.of(reason);
    }

    private RecordReading readRecord(ScannedFile.Content content, SsMixPath.Parsed place) {
        List<String> remarks = new ArrayList<>(place.remarks());
        Demographics demographics = null;
        switch (content) {
            case ScannedFile.Large _ -> remarks.add("the file is too large to be read as a record");
            case ScannedFile.Whole whole -> {
                switch (messages.parse(new RawMessage(whole.bytes()))) {
                    case MessageReading.Unreadable(String reason) -> remarks.add(reason);
                    case ParsedMessage message -> {
                        remarks.addAll(message.remarks());
                        demographics = believed(message, place.patientId(), remarks);
                    }
                }
            }
        }
        return new RecordReading(place.name(), remarks, demographics);
    }

    private static @Nullable Demographics believed(
            ParsedMessage message, String patientId, List<String> remarks) {
        if (message.patientId().equals(patientId)) {
            return Demographics.of(message).orElse(null);
        }
        remarks.add(
                message.patientId().isEmpty()
                        ? "the message names no patient"
                        : "the patient in the message (PID-3) differs from the folder");
        return null;
    }
}
