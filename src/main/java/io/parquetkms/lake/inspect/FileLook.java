package io.parquetkms.lake.inspect;

import io.parquetkms.config.Printable;
import io.parquetkms.footer.FileTail;
import io.parquetkms.footer.Footer;
import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.FileProblem.Kind;
import io.parquetkms.lake.LakeFile;
import io.parquetkms.material.KeyMaterial;
import io.parquetkms.policy.Datasets;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.crypto.TagVerificationException;
import org.apache.parquet.format.AesGcmCtrV1;
import org.apache.parquet.format.AesGcmV1;
import org.apache.parquet.format.EncryptionAlgorithm;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ParquetDecodingException;
import org.jspecify.annotations.Nullable;

/** Looks at the end of one file. For one thread. */
final class FileLook {

    private final Configuration configuration;
    private final LakeFile file;
    private final @Nullable FooterDeks deks;
    private final MaterialKeys materials;

    /** @param deks null: no KMS is asked */
    FileLook(Configuration configuration, LakeFile file, @Nullable FooterDeks deks) {
        this.configuration = configuration;
        this.file = file;
        this.deks = deks;
        materials = new MaterialKeys(configuration, file.hadoopPath());
    }

    Inspection look() {
        FileTail tail;
        try {
            tail = FileTail.read(HadoopInputFile.fromStatus(status(), configuration));
        } catch (IOException | RuntimeException e) {
            return inspection(null, null, null, problem(e));
        }
        NamedKey footerKey = tail.algorithm() == null ? null : materials.key(tail.footerKeyMetadata());
        try {
            FooterContents contents = contents(tail, footerKey);
            return inspection(tail, footerKey, contents, malformedMaterial());
        } catch (IOException | ParquetDecodingException e) {
            return inspection(tail, footerKey, null, problem(e));
        } catch (ParquetCryptoRuntimeException e) {
            if (!FooterDeks.isRefusal(e) && !(e instanceof TagVerificationException)) {
                throw e;
            }
            return inspection(tail, footerKey, unverified(tail, footerKey), problem(e));
        }
    }

    /** As it was listed, so that it needs not be asked for again. */
    private FileStatus status() {
        return new FileStatus(file.length(), false, 1, 128 << 20, file.modified(), file.hadoopPath());
    }

    /** Null where the footer can't be opened, and nothing is amiss with that. */
    private @Nullable FooterContents contents(FileTail tail, @Nullable NamedKey footerKey) throws IOException {
        byte[] metadata = tail.footerKeyMetadata();
        if (tail.algorithm() == null) {
            return contents(tail.open(null, null), footerKey);
        }
        KeyMaterial material = metadata == null ? null : materials.material(metadata);
        if (deks == null || metadata == null || material == null || !isOpenable(tail, footerKey, material)) {
            return tail.isFooterEncrypted() ? null : contents(tail.openUnverified(), footerKey);
        }
        return contents(tail.open(deks.of(configuration, file, metadata, material), null), footerKey);
    }

    /** An AAD prefix that is not stored is not known here; key encryption keys outside the file are not for our keyring. */
    private static boolean isOpenable(FileTail tail, @Nullable NamedKey footerKey, KeyMaterial material) {
        boolean outside = footerKey != null && footerKey.external();
        return aadPrefix(tail.algorithm()) != AadPrefix.SUPPLIED && !(outside && material.isDoubleWrapped());
    }

    /** Of a footer in plaintext; null of another. */
    private @Nullable FooterContents unverified(FileTail tail, @Nullable NamedKey footerKey) {
        try {
            return tail.isFooterEncrypted() ? null : contents(tail.openUnverified(), footerKey);
        } catch (IOException | ParquetDecodingException e) {
            return null;
        }
    }

    private FooterContents contents(Footer footer, @Nullable NamedKey footerKey) throws IOException {
        return new FooterLook(footerKey, file.length(), materials::key).at(footer.metadata());
    }

    private @Nullable FileProblem malformedMaterial() {
        ParquetCryptoRuntimeException malformed = materials.malformed();
        return malformed == null ? null : problem(malformed);
    }

    private Inspection inspection(
            @Nullable FileTail tail,
            @Nullable NamedKey footerKey,
            @Nullable FooterContents contents,
            @Nullable FileProblem problem) {
        EncryptionAlgorithm algorithm = tail == null ? null : tail.algorithm();
        String dataset = Datasets.of(configuration, file.hadoopPath());
        return new Inspection(
                file,
                dataset,
                partitions(dataset),
                tail == null ? 0 : tail.bytes().length,
                mode(tail),
                name(algorithm),
                aadPrefix(algorithm),
                footerKey,
                contents,
                problem);
    }

    private List<String> partitions(String dataset) {
        String directory = Printable.line(String.valueOf(file.hadoopPath().getParent()));
        return directory.length() <= dataset.length() || !directory.startsWith(dataset)
                ? List.of()
                : Stream.of(directory.substring(dataset.length()).split(Path.SEPARATOR, -1))
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    private static FooterMode mode(@Nullable FileTail tail) {
        if (tail == null) {
            return FooterMode.UNKNOWN;
        }
        if (tail.isFooterEncrypted()) {
            return FooterMode.ENCRYPTED_FOOTER;
        }
        return tail.algorithm() == null ? FooterMode.PLAINTEXT_FILE : FooterMode.PLAINTEXT_FOOTER;
    }

    private static String name(@Nullable EncryptionAlgorithm algorithm) {
        if (algorithm == null) {
            return "";
        }
        if (algorithm.isSetAES_GCM_V1()) {
            return "AES_GCM_V1";
        }
        return algorithm.isSetAES_GCM_CTR_V1() ? "AES_GCM_CTR_V1" : "unknown";
    }

    private static AadPrefix aadPrefix(@Nullable EncryptionAlgorithm algorithm) {
        if (algorithm != null && algorithm.isSetAES_GCM_V1()) {
            AesGcmV1 gcm = algorithm.getAES_GCM_V1();
            return aadPrefix(gcm.isSupply_aad_prefix(), gcm.isSetAad_prefix());
        }
        if (algorithm != null && algorithm.isSetAES_GCM_CTR_V1()) {
            AesGcmCtrV1 ctr = algorithm.getAES_GCM_CTR_V1();
            return aadPrefix(ctr.isSupply_aad_prefix(), ctr.isSetAad_prefix());
        }
        return AadPrefix.NONE;
    }

    private static AadPrefix aadPrefix(boolean supplied, boolean stored) {
        if (supplied) {
            return AadPrefix.SUPPLIED;
        }
        return stored ? AadPrefix.STORED : AadPrefix.NONE;
    }

    private FileProblem problem(Exception failure) {
        FileProblem problem = FileProblem.of(file.path(), failure);
        boolean denied = problem.kind() == Kind.DENIED;
        boolean changed = !denied && failure instanceof IOException && hasChanged();
        return changed ? new FileProblem(problem.path(), Kind.CHANGED, problem.reason()) : problem;
    }

    private boolean hasChanged() {
        try {
            FileStatus now = file.hadoopPath().getFileSystem(configuration).getFileStatus(file.hadoopPath());
            return now.getLen() != file.length() || now.getModificationTime() != file.modified();
        } catch (IOException e) {
            return true;
        }
    }
}
