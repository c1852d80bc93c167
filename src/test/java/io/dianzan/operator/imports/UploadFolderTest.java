package io.dianzan.operator.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class UploadFolderTest {
    @Test
    void eachProcessHasItsOwnThatNobodyElseLooksIntoAndLeavesNothing() throws IOException {
        var folder = new UploadFolder();
        assertThat(folder.path()).isNotEqualTo(new UploadFolder().path()).doesNotExist();
        folder.make();
        folder.make();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                .isEqualTo("rwx------");
        Files.writeString(folder.path().resolve("broken off"), "number,title");
        folder.remove();
        assertThat(folder.path()).doesNotExist();
    }
}
