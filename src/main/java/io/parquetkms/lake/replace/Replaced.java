package io.parquetkms.lake.replace;

import io.parquetkms.lake.LakeFile;
import java.io.Serializable;

/**
 * A file that has another content.
 *
 * @param file as it is now
 * @param bytesRead from storage
 * @param bytesWritten to storage
 * @param requests to an object store, as it charges for them; 0 elsewhere
 * @param remark what the user should know, such as that old versions stay; empty: nothing
 */
public record Replaced(LakeFile file, long bytesRead, long bytesWritten, int requests, String remark)
        implements Serializable {}
