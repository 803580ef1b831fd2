package io.warifu.simulator.socket;

import io.warifu.simulator.channel.ChannelException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The conversations of one session by their numbers. Safe for several threads. */
final class ConversationTable {

    /** More conversations that only the other end has opened are refused. */
    static final int MAX_UNOPENED = 64;

    private static final int MAX_CLOSED_REMEMBERED = 4096;

    private final LongFunction<Conversation> make;
    private final Map<Long, Conversation> open = new LinkedHashMap<>();
    private final Map<Long, Conversation> unopened = new LinkedHashMap<>();
    private final Set<Long> closed =
            Collections.newSetFromMap(
                    new LinkedHashMap<>() {
                        @Override
                        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
                            return size() > MAX_CLOSED_REMEMBERED;
                        }
                    });
    private @Nullable ChannelException ended;

    ConversationTable(LongFunction<Conversation> make) {
        this.make = make;
    }

    /** The conversation for this end to speak in; after {@link #end} it has ended as well. */
    synchronized Conversation open(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("conversations are numbered from 0");
        }
        if (closed.contains(number)) {
            throw new IllegalStateException("conversation " + number + " is closed");
        }
        Conversation conversation = open.get(number);
        if (conversation == null) {
            Conversation waiting = unopened.remove(number);
            conversation = waiting == null ? make.apply(number) : waiting;
            open.put(number, conversation);
            if (ended != null) {
                conversation.end(ended);
            }
        }
        return conversation;
    }

    /** Takes an open conversation out for good. */
    synchronized Optional<Conversation> close(long number) {
        Optional<Conversation> conversation = Optional.ofNullable(open.remove(number));
        if (conversation.isPresent()) {
            closed.add(number);
        }
        return conversation;
    }

    /** Where a message of the other end belongs; null if this end is done with it. */
    synchronized @Nullable Conversation receiver(long number) throws ChannelException {
        if (closed.contains(number)) {
            return null;
        }
        Conversation conversation = open.get(number);
        if (conversation == null) {
            conversation = unopened.get(number);
        }
        if (conversation == null) {
            if (unopened.size() >= MAX_UNOPENED) {
                throw new ChannelException("too many conversations are not opened here");
            }
            conversation = make.apply(number);
            unopened.put(number, conversation);
        }
        return conversation;
    }

    /** Ends all conversations, those to come as well. */
    synchronized void end(ChannelException why) {
        ended = why;
        open.values().forEach(conversation -> conversation.end(why));
    }
}
