package io.warifu.gateway.otp;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Fields that arrived and wait to be read, in memory only.
 *
 * <p>Guarantee: a field is given out once, oldest first, and wiped when its life is over. Limit: a
 * field that was taken here and not yet read is lost with the process; a one-time pad on a disk
 * would be no one-time pad.
 */
public final class Inbox implements AutoCloseable {

    static final int MAX_FIELDS_PER_BOX = 64;
    static final Duration LIFE = Duration.ofMinutes(15);

    private final int maxFieldsPerBox;
    private final long lifeNanos;
    private final LongSupplier nanoTime;
    private final Map<BoxName, Box> boxes = new HashMap<>();

    /** Empty boxes, the only ones there are. */
    public Inbox(Set<BoxName> names, LongSupplier nanoTime) {
        this(names, MAX_FIELDS_PER_BOX, LIFE, nanoTime);
    }

    Inbox(Set<BoxName> names, int maxFieldsPerBox, Duration life, LongSupplier nanoTime) {
        this.maxFieldsPerBox = maxFieldsPerBox;
        this.lifeNanos = life.toNanos();
        this.nanoTime = nanoTime;
        names.forEach(name -> boxes.put(name, new Box()));
    }

    private static final class Box {
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private int kept;
    }

    private record Waiting(Field field, long arrivedNanos) {}

    /** A field in the hands of its reader, who closes it. */
    public record Field(
            SiteId from, UUID block, Protection protection, List<UUID> keyIds, SecretBytes content)
            implements AutoCloseable {

        public Field {
            keyIds = List.copyOf(keyIds);
        }

        @Override
        public void close() {
            content.close();
        }
    }

    boolean knows(BoxName box) {
        return boxes.containsKey(box);
    }

    /** Keeps room for one field; empty if the box is unknown or full. */
    synchronized Optional<Place> keepPlace(BoxName name) {
        sweep();
        Box box = boxes.get(name);
        if (box == null || box.kept + box.waiting.size() >= maxFieldsPerBox) {
            return Optional.empty();
        }
        box.kept++;
        return Optional.of(new Place(box));
    }

    /** The oldest field of a box; it is there no longer. */
    public synchronized Optional<Field> take(BoxName name) {
        sweep();
        Box box = boxes.get(name);
        return box == null
                ? Optional.empty()
                : Optional.ofNullable(box.waiting.pollFirst()).map(Waiting::field);
    }

    public synchronized int waiting() {
        return boxes.values().stream().mapToInt(box -> box.waiting.size()).sum();
    }

    /** Wipes what nobody read in time. */
    public synchronized void sweep() {
        long now = nanoTime.getAsLong();
        for (Box box : boxes.values()) {
            for (Waiting first = box.waiting.peekFirst();
                    first != null && now - first.arrivedNanos() >= lifeNanos;
                    first = box.waiting.peekFirst()) {
                first.field().close();
                box.waiting.removeFirst();
            }
        }
    }

    @Override
    public synchronized void close() {
        boxes.values()
                .forEach(box -> {
                    box.waiting.forEach(waiting -> waiting.field().close());
                    box.waiting.clear();
                });
    }

    /** Room for one field. */
    final class Place implements AutoCloseable {

        private final Box box;
        private boolean over;

        private Place(Box box) {
            this.box = box;
        }

        void put(Field field) {
            synchronized (Inbox.this) {
                if (over) {
                    throw new IllegalStateException("this place was given up");
                }
                close();
                box.waiting.addLast(new Waiting(field, nanoTime.getAsLong()));
            }
        }

        /** Gives the room back, unless a field is in it. */
        @Override
        public void close() {
            synchronized (Inbox.this) {
                if (!over) {
                    over = true;
                    box.kept--;
                }
            }
        }
    }
}
