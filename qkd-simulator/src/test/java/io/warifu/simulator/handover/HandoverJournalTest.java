package io.warifu.simulator.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.kernel.secret.SecretBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HandoverJournalTest {

    private final Path folder;

    HandoverJournalTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aPreparedBlockIsInDoubtAfterARestartAndHasNotBeenDelivered() {
        FinishedBlock block = block(7);
        try (HandoverJournal journal = HandoverJournal.open(folder)) {
            journal.prepare(block);
        }
        try (HandoverJournal journal = HandoverJournal.open(folder)) {
            assertThat(journal.inDoubt()).containsExactly(block.blockId());
            assertThat(journal.undelivered()).isEmpty();
            assertThat(journal.sequenceOfCommitted(block.blockId())).isEmpty();
            journal.drop(block.blockId());
        }
        try (HandoverJournal journal = HandoverJournal.open(folder)) {
            assertThat(journal.inDoubt()).isEmpty();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aCommittedBlockKeepsItsKeyAcrossARestartUntilItIsDelivered() throws IOException {
        FinishedBlock block = block(7);
        try (HandoverJournal journal = HandoverJournal.open(folder)) {
            journal.prepare(block);
            journal.commit(block.blockId());
        }
        try (HandoverJournal journal = HandoverJournal.open(folder)) {
            FinishedBlock kept = journal.undelivered().getFirst();
            assertThat(kept.key().<Byte>use(key -> key[3])).isEqualTo((byte) 10);
            assertThat(kept.refillBytes()).isEqualTo(2);
            assertThat(kept.sequence()).isEqualTo(7);
            assertThat(journal.nextSequence()).isEqualTo(8);
            journal.delivered(block.blockId());
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void alicesDecisionOutlivesTheDeliveryUntilBobHasConfirmed() throws IOException {
        FinishedBlock block = block(9);
        try (HandoverJournal journal = HandoverJournal.open(folder)) {
            journal.decide(block);
            journal.delivered(block.blockId());
        }
        try (HandoverJournal journal = HandoverJournal.open(folder)) {
            assertThat(journal.sequenceOfCommitted(block.blockId())).contains(9L);
            assertThat(journal.undelivered()).isEmpty();
            assertThat(journal.unconfirmed()).containsExactly(block.blockId());
            assertThat(Files.size(file(block))).isLessThan(64);
            journal.confirm(block.blockId());
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aChangeThatWasNotFinishedIsAsIfItHadNotBegun() throws IOException {
        Files.write(folder.resolve(UUID.randomUUID() + ".block.new"), new byte[] {1, 2});
        try (HandoverJournal journal = HandoverJournal.open(folder)) {
            assertThat(journal.inDoubt()).isEmpty();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDamagedFileIsNamedAndRefused() throws IOException {
        FinishedBlock block = block(1);
        try (HandoverJournal journal = HandoverJournal.open(folder)) {
            journal.prepare(block);
        }
        byte[] bytes = Files.readAllBytes(file(block));
        bytes[bytes.length / 2] ^= 1;
        Files.write(file(block), bytes);
        assertThatThrownBy(() -> HandoverJournal.open(folder))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyTheOwnerMayReadAFile() throws IOException {
        FinishedBlock block = block(1);
        try (HandoverJournal journal = HandoverJournal.open(folder)) {
            journal.prepare(block);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(block))))
                .isEqualTo("rw-------");
    }

    private Path file(FinishedBlock block) {
        return Objects.requireNonNull(folder.resolve(block.blockId() + ".block"));
    }

    private static FinishedBlock block(long sequence) {
        byte[] key = new byte[1000];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (sequence + i);
        }
        return new FinishedBlock(UUID.randomUUID(), sequence, SecretBytes.takeFrom(key), 2, 0.02);
    }
}
