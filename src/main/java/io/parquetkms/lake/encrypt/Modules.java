package io.parquetkms.lake.encrypt;

import org.apache.parquet.crypto.AesCipher;
import org.apache.parquet.crypto.ModuleCipherFactory.ModuleType;
import org.apache.parquet.format.BlockCipher;
import org.jspecify.annotations.Nullable;

/**
 * How the modules of one column chunk stand in a file: sealed with the column's key, or in plaintext. For one thread.
 *
 * @param data of pages; null in plaintext
 * @param metadata of everything else; null in plaintext
 */
@SuppressWarnings("ArrayRecordComponent") // neither compared nor changed
record Modules<C>(@Nullable C data, @Nullable C metadata, byte[] fileAad, int rowGroup, int column) {

    static final int NO_PAGE = -1;

    /** One that is nowhere encrypted. */
    static <C> Modules<C> plaintext() {
        return new Modules<>(null, null, new byte[0], 0, 0);
    }

    boolean encrypted() {
        return data != null;
    }

    private byte[] aad(ModuleType type, int page) {
        return AesCipher.createModuleAAD(fileAad, type, rowGroup, column, page);
    }

    private C cipher(ModuleType type) {
        C cipher = type == ModuleType.DataPage || type == ModuleType.DictionaryPage ? data : metadata;
        if (cipher == null) {
            throw new IllegalStateException("In plaintext");
        }
        return cipher;
    }

    /** With its length in front, as it stands in the file. */
    static byte[] sealed(Modules<BlockCipher.Encryptor> modules, ModuleType type, int page, byte[] plain) {
        return modules.encrypted() ? modules.cipher(type).encrypt(plain, modules.aad(type, page)) : plain;
    }

    /** The opposite. */
    static byte[] opened(Modules<BlockCipher.Decryptor> modules, ModuleType type, int page, byte[] module) {
        return modules.encrypted() ? modules.cipher(type).decrypt(module, modules.aad(type, page)) : module;
    }
}
