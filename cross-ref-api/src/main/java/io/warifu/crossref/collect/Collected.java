package io.warifu.crossref.collect;

import io.warifu.kernel.id.ObjectId;
import java.util.List;

/** The unverified answers about one object, in the order in which they came. */
public record Collected(ObjectId object, List<ShareAnswer> answers) {

    public Collected {
        answers = List.copyOf(answers);
    }

    public List<ShareAnswer.Delivered> delivered() {
        return answers.stream()
                .filter(ShareAnswer.Delivered.class::isInstance)
                .map(ShareAnswer.Delivered.class::cast)
                .toList();
    }
}
