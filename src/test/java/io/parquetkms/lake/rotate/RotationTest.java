package io.parquetkms.lake.rotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.Kms;
import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.FileProblem.Kind;
import io.parquetkms.lake.FileWork;
import io.parquetkms.lake.Journal;
import io.parquetkms.lake.JournalEntry;
import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.LocalWorkers;
import io.parquetkms.lake.Workers;
import io.parquetkms.lake.rotate.RotatedFile.Outcome;
import io.parquetkms.parquet.Aws;
import io.parquetkms.parquet.NaiveKmsClient;
import io.parquetkms.parquet.Table;
import io.parquetkms.process.KmsRuntime;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.RecordedRequest;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.keytools.KeyToolkit;
import org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of all modes get another KMS key, and a reader who has only that one reads them. */
final class RotationTest {

    private static final int ROWS = 20;
    private static final String CALLER = "AKIAIOSFODNN7ROTATOR";
    private static final String SECRET = "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";

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private final TestKms kms = TestKms.start();
    private final List<RotatedFile> files = new ArrayList<>();

    @TempDir
    private Path directory = Path.of("");

    @TempDir
    private Path elsewhere = Path.of("");

    private String old = "";
    private String other = "";
    private String next = "";

    /** Which keys are where. */
    enum Mode {
        ENCRYPTED_FOOTER,
        PLAINTEXT_FOOTER,
        UNIFORM,
        COMPLETE;

        void in(Configuration configuration) {
            configuration.set("parquet.encryption.plaintext.footer", String.valueOf(this == PLAINTEXT_FOOTER));
            if (this == UNIFORM) {
                configuration.set("parquet.encryption.uniform.key", "old");
            } else {
                configuration.set("parquet.encryption.footer.key", "old");
                configuration.set("parquet.encryption.column.keys", "old:name,phone;other:balance");
                configuration.setBoolean("parquet.encryption.complete.columns", this == COMPLETE);
            }
        }
    }

    @BeforeEach
    void keys() {
        Aws.signIn();
        old = kms.createKey();
        other = kms.createKey();
        next = kms.createKey();
    }

    @AfterEach
    void stop() {
        KeyToolkit.removeCacheEntriesForAllTokens();
        Aws.signOut();
        kms.close();
    }

    private Configuration writing(Mode mode) {
        Configuration configuration = Aws.configuration(kms.endpoint());
        configuration.set("parquet.kms.key.old", old);
        configuration.set("parquet.kms.key.other", other);
        mode.in(configuration);
        return configuration;
    }

    private Configuration stock(Mode mode, boolean doubleWrapping) {
        Configuration configuration = writing(mode);
        configuration.set("parquet.crypto.factory.class", PropertiesDrivenCryptoFactory.class.getName());
        configuration.set("parquet.encryption.kms.client.class", NaiveKmsClient.class.getName());
        configuration.setBoolean("parquet.encryption.double.wrapping", doubleWrapping);
        configuration.set(NaiveKmsClient.ENDPOINT, kms.endpoint().toString());
        configuration.unset("parquet.kms.key.old");
        configuration.unset("parquet.kms.key.other");
        for (String property : List.of("uniform.key", "footer.key", "column.keys")) {
            String value = configuration.get("parquet.encryption." + property);
            if (value != null) {
                configuration.set(
                        "parquet.encryption." + property,
                        value.replace("old", id(old)).replace("other", id(other)));
            }
        }
        return configuration;
    }

    /** Stock key tools take no colon in a key's name. */
    private static String id(String arn) {
        return arn.substring(arn.indexOf('/') + 1);
    }

    /** Of the role that rotates, or reads: it has no keys configured. */
    private Configuration role() {
        return Aws.configuration(kms.endpoint());
    }

    private org.apache.hadoop.fs.Path file(String name) {
        return new org.apache.hadoop.fs.Path(directory.resolve(name).toUri());
    }

    private RotationSummary rotate(RotationOptions options) throws IOException {
        return rotate(role(), options);
    }

    private RotationSummary rotate(Configuration configuration, RotationOptions options) throws IOException {
        runtime.wipe();
        kms.resetLog();
        files.clear();
        try (Workers workers = new LocalWorkers(configuration, 4)) {
            return Rotation.of(configuration, options).run(List.of(directory.toString()), workers, files::add);
        }
    }

    private RotationSummary plan(RotationOptions options) throws IOException {
        runtime.wipe();
        kms.resetLog();
        files.clear();
        try (Workers workers = new LocalWorkers(role(), 4)) {
            return Rotation.of(role(), options).plan(List.of(directory.toString()), workers, files::add);
        }
    }

    private RotationOptions toNext() {
        return RotationOptions.of(old, next);
    }

    /** In another process, and after the old key has gone. */
    private void assertReadByNewKeyAlone(String... names) {
        runtime.wipe();
        kms.disable(old);
        for (String name : names) {
            assertThat(Table.read(role(), file(name))).isEqualTo(Table.rows(ROWS));
        }
        kms.enable(old);
    }

    private static int bodyLength(byte[] before, byte[] after) {
        int mismatch = Arrays.mismatch(before, after);
        return mismatch < 0 ? before.length : mismatch;
    }

    @ParameterizedTest
    @EnumSource
    void ours_eachMode(Mode mode) throws IOException {
        Table.write(writing(mode), file("a.parquet"), ROWS);
        Table.write(writing(mode), file("b.parquet"), ROWS);
        byte[] before = Files.readAllBytes(directory.resolve("a.parquet"));

        RotationSummary summary = rotate(toNext().samplePages(true));

        assertThat(files).extracting(RotatedFile::outcome).containsOnly(Outcome.ROTATED);
        assertThat(summary.rotated()).isEqualTo(2);
        assertThat(summary.keys()).isEqualTo(1);
        assertThat(kms.calls(Operation.RE_ENCRYPT)).as("one KEK in both files").isEqualTo(1);
        byte[] after = Files.readAllBytes(directory.resolve("a.parquet"));
        assertThat(after).hasSameSizeAs(before);
        assertThat(bodyLength(before, after))
                .as("pages stay")
                .isGreaterThan(after.length / 2)
                .isLessThan(after.length);
        assertReadByNewKeyAlone("a.parquet", "b.parquet");

        assertThat(rotate(toNext()).otherKeys()).as("again: nothing to do").isEqualTo(2);
        assertThat(kms.calls(Operation.RE_ENCRYPT)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void stockKeyTools_doubleWrapped(Mode mode) throws IOException {
        Table.write(stock(mode, true), file("a.parquet"), ROWS);
        RotationSummary summary = rotate(toNext());
        assertThat(files).extracting(RotatedFile::problem).containsOnlyNulls();
        assertThat(summary.rotated()).isEqualTo(1);
        assertThat(kms.calls(Operation.RE_ENCRYPT)).isEqualTo(summary.keys());
        assertReadByNewKeyAlone("a.parquet");
    }

    @ParameterizedTest
    @EnumSource
    void stockKeyTools_singleWrapped(Mode mode) throws IOException {
        Table.write(stock(mode, false), file("a.parquet"), ROWS);
        RotationSummary planned = plan(toNext());
        RotationSummary summary = rotate(toNext());
        assertThat(files).extracting(RotatedFile::problem).containsOnlyNulls();
        assertThat(planned.singleWrapped()).isEqualTo(1);
        assertThat(planned.kmsRequests())
                .as("each data key")
                .isEqualTo(summary.kmsRequests())
                .isEqualTo(mode == Mode.UNIFORM ? 1 : 3);
        assertThat(plan(toNext()).toRotate()).isZero();

        kms.disable(old);
        assertThat(Table.read(stock(mode, false), file("a.parquet"))).isEqualTo(Table.rows(ROWS));
        kms.enable(old);
    }

    /** The footer's key is that of columns, too. */
    @Test
    void uniformAndCompleteColumns_inOneRun() throws IOException {
        Table.write(writing(Mode.UNIFORM), file("uniform.parquet"), ROWS);
        Table.write(writing(Mode.COMPLETE), file("complete.parquet"), ROWS);
        Table.write(writing(Mode.ENCRYPTED_FOOTER), file("columns.parquet"), ROWS);

        RotationSummary summary = rotate(toNext().samplePages(true));

        assertThat(summary.rotated()).isEqualTo(3);
        assertThat(summary.footerKeyIsAColumns()).isEqualTo(2);
        assertReadByNewKeyAlone("uniform.parquet", "complete.parquet", "columns.parquet");
    }

    @Test
    void externalMaterial_isRefused_withAHint() throws IOException {
        Configuration external = stock(Mode.ENCRYPTED_FOOTER, true);
        external.setBoolean("parquet.encryption.key.material.store.internally", false);
        Table.write(external, file("a.parquet"), ROWS);
        assertThat(rotate(toNext()).problems()).isEqualTo(Map.of(Kind.REFUSED, 1L));
        assertThat(Objects.requireNonNull(files.get(0).problem()).reason()).contains("KeyToolkit.rotateMasterKeys");
    }

    @Test
    void plan_changesNothing_andSaysWhatItWouldTake() throws IOException {
        Table.write(writing(Mode.ENCRYPTED_FOOTER), file("a.parquet"), ROWS);
        byte[] before = Files.readAllBytes(directory.resolve("a.parquet"));
        RotationSummary planned = plan(toNext());
        assertThat(planned.toRotate()).isEqualTo(1);
        assertThat(planned.kmsRequests()).isEqualTo(1);
        assertThat(planned.dollars()).isPositive();
        assertThat(planned.requestsPerSecond()).isEqualTo(10_000);
        assertThat(kms.calls(Operation.RE_ENCRYPT, RecordedRequest.OK))
                .as("a dry run alone")
                .isZero();
        assertThat(Files.readAllBytes(directory.resolve("a.parquet"))).isEqualTo(before);
    }

    /** Whatever is written, renamed, removed or given another attribute below the directory changes one of these. */
    private Map<Path, String> traces() throws IOException {
        Map<Path, String> traces = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.toList()) {
                traces.put(
                        path,
                        Files.readAttributes(path, "unix:ino,ctime,size,lastModifiedTime")
                                .toString());
            }
        }
        return traces;
    }

    @Test
    void plan_writesNothing_notEvenForAMoment() throws IOException {
        for (Mode mode : Mode.values()) {
            Table.write(writing(mode), file(mode + "/a.parquet"), ROWS);
        }
        Map<Path, String> before = traces();
        assertThat(plan(toNext().samplePages(true)).toRotate()).isEqualTo(Mode.values().length);
        assertThat(traces()).isEqualTo(before);
        rotate(toNext());
        assertThat(traces()).as("else it would prove nothing").isNotEqualTo(before);
    }

    @Test
    void rotatorWithReEncryptAlone_rotatesFooters_andReadsNothing() throws IOException {
        Table.write(writing(Mode.ENCRYPTED_FOOTER), file("a.parquet"), ROWS);
        kms.addCaller(CALLER, SECRET);
        kms.allowOnly(CALLER, Set.of(Operation.RE_ENCRYPT));
        Aws.signIn(CALLER, SECRET);

        RotationSummary summary = rotate(toNext().footerKeysOnly(true));

        assertThat(summary.rotated()).isEqualTo(1);
        assertThat(kms.calls(Operation.DECRYPT)).isZero();
        assertThat(summary.remarks()).anyMatch(remark -> remark.contains("kms:DescribeKey"));
        assertThat(rotate(toNext()).problems())
                .as("columns' keys stand in the footer")
                .isEqualTo(Map.of(Kind.DENIED, 1L));
        assertThatThrownBy(() -> Table.read(role(), file("a.parquet"))).hasStackTraceContaining("access denied");

        Aws.signIn();
        assertThat(rotate(toNext()).rotated()).as("now the columns'").isEqualTo(1);
        assertReadByNewKeyAlone("a.parquet");
    }

    @Test
    void noRightToReEncrypt_endsIt_withTheGrants() {
        Table.write(writing(Mode.ENCRYPTED_FOOTER), file("a.parquet"), ROWS);
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.RE_ENCRYPT, next);
        assertThatThrownBy(() -> rotate(toNext()))
                .hasMessageContaining("This role may not re-encrypt from " + old + " to " + next)
                .hasMessageContaining("\"Action\": \"kms:ReEncryptFrom\"")
                .hasMessageContaining("\"Resource\": \"" + old + "\"")
                .hasMessageContaining("\"Action\": \"kms:ReEncryptTo\"")
                .hasMessageContaining("\"Resource\": \"" + next + "\"");
    }

    @Test
    void throttling_isWaitedOut() throws IOException {
        Table.write(writing(Mode.ENCRYPTED_FOOTER), file("a.parquet"), ROWS);
        kms.faults(Operation.RE_ENCRYPT).throttleNext(3); // the SDK tries twice
        assertThat(rotate(toNext()).rotated()).isEqualTo(1);
    }

    @Test
    void lakeWithBadFiles_othersAreRotated() throws IOException {
        Table.write(writing(Mode.ENCRYPTED_FOOTER), file("a/good.parquet"), ROWS);
        byte[] good = Files.readAllBytes(directory.resolve("a/good.parquet"));
        Files.write(directory.resolve("a/truncated.parquet"), Arrays.copyOf(good, good.length - 9));
        Files.writeString(directory.resolve("a/text.txt"), "not a Parquet file, but long enough to be one");
        byte[] changed = good.clone();
        changed[good.length - 40] ^= 1;
        Files.write(directory.resolve("a/changed.parquet"), changed);
        Table.write(new Configuration(false), file("a/plaintext.parquet"), ROWS);

        RotationSummary summary = rotate(toNext());

        assertThat(summary.files()).isEqualTo(5);
        assertThat(summary.rotated()).isEqualTo(1);
        assertThat(summary.plaintext()).isEqualTo(1);
        assertThat(summary.problems().keySet()).contains(Kind.INCOMPLETE, Kind.NOT_PARQUET);
        assertThat(summary.problemFiles()).isEqualTo(3);
        assertReadByNewKeyAlone("a/good.parquet");
    }

    /** It would get a signature that makes it a right one. */
    @Test
    void plaintextFooterThatWasChanged_isNotSignedAnew() throws IOException {
        Table.write(writing(Mode.PLAINTEXT_FOOTER), file("a.parquet"), ROWS);
        Path path = directory.resolve("a.parquet");
        byte[] changed = Files.readAllBytes(path);
        changed[new String(changed, StandardCharsets.ISO_8859_1).lastIndexOf("parquet-mr")] = 'P';
        Files.write(path, changed);
        Files.delete(directory.resolve(".a.parquet.crc"));

        assertThat(rotate(toNext()).problems()).isEqualTo(Map.of(Kind.MALFORMED, 1L));
        assertThat(files.get(0).problem().reason()).contains("signature");
        assertThat(Files.readAllBytes(path)).isEqualTo(changed);
    }

    /** Does something between the look at files and their replacement. */
    private record MeanwhileWorkers(Workers workers, Runnable meanwhile) implements Workers {

        @Override
        public <R extends Serializable> void forEach(Iterator<LakeFile> files, FileWork<R> work, Consumer<R> told)
                throws IOException {
            if (work instanceof Rewrite) {
                meanwhile.run();
            }
            workers.forEach(files, work, told);
        }

        @Override
        public <R extends Serializable> List<Answer<R>> inEachProcess(ProcessWork<R> work) throws IOException {
            return workers.inEachProcess(work);
        }

        @Override
        public int slots() {
            return workers.slots();
        }

        @Override
        public void close() {
            workers.close();
        }
    }

    private void writeAnew() {
        try {
            Files.delete(directory.resolve("a.parquet"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Table.write(writing(Mode.UNIFORM), file("a.parquet"), ROWS);
    }

    @Test
    void fileWrittenAnewMeanwhile_isLeftAsItIs() throws IOException {
        Table.write(writing(Mode.UNIFORM), file("a.parquet"), ROWS);
        Files.setLastModifiedTime(directory.resolve("a.parquet"), FileTime.fromMillis(1_000_000));
        try (Workers workers = new MeanwhileWorkers(new LocalWorkers(role(), 1), this::writeAnew)) {
            Rotation.of(role(), toNext()).run(List.of(directory.toString()), workers, files::add);
        }
        assertThat(files).extracting(RotatedFile::problem).extracting(FileProblem::kind).containsExactly(Kind.CHANGED);
        assertThat(plan(toNext()).toRotate()).as("still").isEqualTo(1);
        assertThat(Table.read(role(), file("a.parquet"))).isEqualTo(Table.rows(ROWS));
    }

    @Test
    void wrappedKeyOfManyFiles_isReEncryptedOnce_alsoInAnotherBatch() throws IOException {
        try (Kms aws = KmsRuntime.current().access(role()).provider().open()) {
            RotationOptions options = toNext();
            ResolvedKeys keys = ResolvedKeys.of(
                    options,
                    aws,
                    KmsRuntime.current().access(role()).keys(),
                    KmsRuntime.current().access(role()).provider());
            EncryptionContext bound = new EncryptionContext(Map.of("a", "b"));
            String wrapped =
                    aws.generateDataKey(keys.source(), 256, bound).wrapped().ciphertext();
            MovedKey key = keys.move().of(wrapped, bound.pairs());
            DistinctKeys counted = new DistinctKeys();
            try (ReEncryption reEncryption = new ReEncryption(
                    aws,
                    keys.move(),
                    keys.source(),
                    keys.destination(),
                    new Pace(0, Ticker.systemTicker(), Pause.sleeping()),
                    new Patience(Pause.sleeping()))) {
                Map<MovedKey, NewKey> first = reEncryption.of(Set.of(key));
                assertThat(reEncryption.of(Set.of(key))).isEqualTo(first);
                counted.add(Set.of(key));
                counted.add(Set.of(key));
            }
            assertThat(kms.calls(Operation.RE_ENCRYPT)).isEqualTo(1);
            assertThat(counted.number()).isEqualTo(1);
        }
    }

    @Test
    void alias_bareId_anyForm() throws IOException {
        kms.alias("alias/old", old);
        kms.alias("alias/next", next);
        Table.write(stock(Mode.UNIFORM, true), file("a.parquet"), ROWS);
        RotationSummary summary = rotate(RotationOptions.of("alias/old", "alias/next"));
        assertThat(summary.from()).isEqualTo(old);
        assertThat(summary.to()).isEqualTo(next);
        assertThat(summary.rotated()).isEqualTo(1);
        kms.alias("alias/next", other); // what was written is the key itself
        assertReadByNewKeyAlone("a.parquet");
    }

    @Test
    void sameKey_takesUpItsCurrentMaterial_once() throws IOException {
        Table.write(writing(Mode.ENCRYPTED_FOOTER), file("a.parquet"), ROWS);
        Table.write(writing(Mode.ENCRYPTED_FOOTER), file("b.parquet"), ROWS);
        kms.rotate(old);
        RotationSummary summary = rotate(RotationOptions.of(old, old));
        assertThat(summary.rotated()).isEqualTo(2);
        assertThat(kms.calls(Operation.RE_ENCRYPT)).isEqualTo(1);
        assertThat(Table.read(role(), file("a.parquet"))).isEqualTo(Table.rows(ROWS));
    }

    @Test
    void otherRegion_isRefused_replicasAreRelabelled() throws IOException {
        Table.write(writing(Mode.ENCRYPTED_FOOTER), file("a.parquet"), ROWS);
        String elsewhere = kms.createKey("eu-west-1");
        assertThatThrownBy(() -> rotate(RotationOptions.of(old, elsewhere))).hasMessageContaining("one Region only");

        old = kms.createMultiRegionKey(TestKms.REGION);
        String replica = kms.replicate(old, "eu-west-1");
        Table.write(writing(Mode.UNIFORM), file("b.parquet"), ROWS);
        RotationSummary summary = rotate(RotationOptions.of(old, replica));
        assertThat(summary.rotated()).isEqualTo(1);
        assertThat(kms.calls(Operation.RE_ENCRYPT)).isZero();
        assertThat(rotate(RotationOptions.of(old, replica)).otherKeys())
                .as("again")
                .isEqualTo(2);

        Configuration there = role();
        there.set("parquet.kms.aws.region", "eu-west-1");
        runtime.wipe();
        assertThat(Table.read(there, file("b.parquet"))).isEqualTo(Table.rows(ROWS));
    }

    private Configuration bound(Configuration configuration, String context) {
        configuration.set("parquet.kms.encryption.context", context);
        return configuration;
    }

    @Test
    void context_fromTheSettings_toAnother() throws IOException {
        Table.write(bound(writing(Mode.UNIFORM), "dataset=people"), file("a.parquet"), ROWS);
        RotationOptions toOther = toNext().toContext(Map.of("dataset", "customers"));

        assertThat(rotate(toNext().footerKeysOnly(true)).problems())
                .as("the KMS refuses another context")
                .isEqualTo(Map.of(Kind.REFUSED, 1L));
        assertThat(rotate(bound(role(), "dataset=people"), toOther.samplePages(true))
                        .rotated())
                .isEqualTo(1);
        runtime.wipe();
        assertThat(Table.read(bound(role(), "dataset=customers"), file("a.parquet")))
                .isEqualTo(Table.rows(ROWS));
        assertThatThrownBy(() -> rotate(toOther.footerKeysOnly(true))).hasMessageContaining("footers' keys alone");
    }

    @Test
    void context_ofSomeKeysOfAFile_isRefused() throws IOException {
        Table.write(writing(Mode.ENCRYPTED_FOOTER), file("a.parquet"), ROWS);
        assertThat(rotate(toNext().toContext(Map.of("dataset", "customers"))).problems())
                .isEqualTo(Map.of(Kind.REFUSED, 1L));
        assertThat(Objects.requireNonNull(files.get(0).problem()).reason())
                .contains("no reader could give one context for all");
        assertThat(Table.read(role(), file("a.parquet"))).isEqualTo(Table.rows(ROWS));
    }

    @Test
    void keyThatWrapsNothing_isRefused() {
        kms.disable(next);
        assertThatThrownBy(() -> rotate(toNext()))
                .hasMessageContaining("--to " + next)
                .hasMessageContaining("Disabled");
    }

    @Test
    void plan_withoutTheRight_saysWhatToGrant() throws IOException {
        Table.write(writing(Mode.ENCRYPTED_FOOTER), file("a.parquet"), ROWS);
        assertThat(plan(toNext()).refusal()).isEmpty();
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.RE_ENCRYPT, next);
        assertThat(plan(toNext()).refusal()).contains("This role may not re-encrypt", "\"kms:ReEncryptTo\"");
    }

    @Test
    void longerText_isRefusedInTables_andResizedElsewhere() throws IOException {
        Table.write(stock(Mode.UNIFORM, true), file("delta/a.parquet"), ROWS); // a bare id gives way to an ARN
        Table.write(stock(Mode.UNIFORM, true), file("plain/a.parquet"), ROWS);
        Files.createDirectories(directory.resolve("delta/_delta_log"));

        assertThat(plan(toNext()).resized()).isEqualTo(1);
        RotationSummary summary = rotate(toNext());
        assertThat(summary.problems()).isEqualTo(Map.of(Kind.REFUSED, 1L));
        assertThat(summary.resized()).isEqualTo(1);
        assertThat(files)
                .anyMatch(file ->
                        file.problem() != null && file.problem().reason().contains("Delta table"));
        assertReadByNewKeyAlone("plain/a.parquet");
        assertThat(Table.read(role(), file("delta/a.parquet"))).isEqualTo(Table.rows(ROWS));

        assertThat(rotate(toNext().forceSize(true)).rotated()).isEqualTo(1);
        assertReadByNewKeyAlone("delta/a.parquet");
    }

    /** Ends when so many files were rewritten, as a process that dies between two of them. */
    private record DyingWorkers(Workers workers, int results) implements Workers {

        @Override
        public <R extends Serializable> void forEach(Iterator<LakeFile> files, FileWork<R> work, Consumer<R> told)
                throws IOException {
            AtomicInteger left = new AtomicInteger(results);
            workers.forEach(files, work, result -> {
                told.accept(result);
                if (result instanceof Rotated && left.decrementAndGet() == 0) {
                    throw new IllegalStateException("dies here");
                }
            });
        }

        @Override
        public <R extends Serializable> List<Answer<R>> inEachProcess(ProcessWork<R> work) throws IOException {
            return workers.inEachProcess(work);
        }

        @Override
        public int slots() {
            return workers.slots();
        }

        @Override
        public void close() {
            workers.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void diesAfterSomeFiles_goesOn(int files) throws IOException {
        Path journal = elsewhere.resolve("journal");
        for (int i = 0; i < 5; i++) {
            runtime.wipe();
            Table.write(writing(Mode.values()[i % 4]), file(i + ".parquet"), ROWS);
        }
        kms.rotate(old);
        Rotation inPlace = Rotation.of(role(), RotationOptions.of(old, old));
        List<String> paths = List.of(directory.toString());
        kms.resetLog();
        try (Workers dying = new DyingWorkers(new LocalWorkers(role(), 1), files)) {
            assertThatThrownBy(() -> inPlace.run(paths, dying, this.files::add, journal.toString()))
                    .hasMessageContaining("dies here");
        }
        for (int i = 0; i < 5; i++) {
            assertThat(Table.read(role(), file(i + ".parquet"))).isEqualTo(Table.rows(ROWS));
        }
        try (Workers workers = new LocalWorkers(role(), 1)) {
            RotationSummary rest = inPlace.run(paths, workers, this.files::add, journal.toString());
            assertThat(rest.rotated())
                    .as("what was under way may have been done")
                    .isBetween(1L, 5L - files + 1);
            assertThat(inPlace.run(paths, workers, this.files::add, journal.toString())
                            .rotated())
                    .as("under the same key, only the journal says that it is done")
                    .isZero();
        }
        for (int i = 0; i < 5; i++) {
            assertThat(Table.read(role(), file(i + ".parquet"))).isEqualTo(Table.rows(ROWS));
        }
    }

    @Test
    void journal_saysWhatWasPlannedAndDone() throws IOException {
        Path journal = elsewhere.resolve("journal");
        Table.write(writing(Mode.UNIFORM), file("a.parquet"), ROWS);
        try (Workers workers = new LocalWorkers(role(), 1)) {
            Rotation.of(role(), toNext()).run(List.of(directory.toString()), workers, files::add, journal.toString());
        }
        List<JournalEntry> entries = new ArrayList<>();
        Journal.read(role(), journal.toString(), entries::add);
        assertThat(entries)
                .extracting(JournalEntry::step)
                .containsExactly(JournalEntry.Step.PLANNED, JournalEntry.Step.VERIFIED);
        assertThat(entries).allMatch(entry -> entry.path().endsWith("/a.parquet"));
    }
}
