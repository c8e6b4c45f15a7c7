package io.parquetkms.lake.replace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class UploadedStorageTest extends ReplacementContract {

    @Override
    Storage storage() throws IOException {
        return new UploadedStorage(local().getRawFileSystem());
    }

    @Test
    void traffic_isWhatWasMoved_twice() throws IOException {
        Replaced done = replacement().tail(old(), KEPT, tail(), candidate -> {});

        assertThat(done.bytesRead()).isEqualTo(KEPT + NEW.length());
        assertThat(done.bytesWritten()).isEqualTo(2L * NEW.length());
    }
}
