package io.parquetkms.lake.encrypt;

import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.replace.Replacement;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;

/** By what files get another content. */
@FunctionalInterface
interface Replacing extends Serializable {

    Replacement of(Configuration configuration, LakeFile file) throws IOException;
}
