package io.parquetkms.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;
import org.junit.jupiter.api.Test;

final class StoredPropertiesTest {

    private static Map<String, String> stored(Configuration configuration) {
        Map<String, String> properties = new HashMap<>();
        StoredProperties.forEach(configuration, name -> true, properties::put);
        return properties;
    }

    private static Map<String, String> iterated(Configuration configuration) {
        Map<String, String> properties = new HashMap<>();
        configuration.forEach(property -> properties.put(property.getKey(), property.getValue()));
        return properties;
    }

    @Test
    void forEach_anyConfiguration_asItsIterator() {
        Configuration configuration = new Configuration();
        configuration.set("parquet.kms.key.pii", "${a.variable}");
        configuration.unset("io.file.buffer.size");

        assertThat(stored(configuration))
                .isEqualTo(iterated(configuration))
                .containsEntry("parquet.kms.key.pii", "${a.variable}")
                .containsKey("fs.defaultFS")
                .doesNotContainKey("io.file.buffer.size");
        assertThat(stored(new JobConf(configuration))).isEqualTo(iterated(new JobConf(configuration)));
        assertThat(stored(new Configuration(false))).isEmpty();
    }

    @Test
    void forEach_someWanted_noOthers() {
        Configuration configuration = new Configuration();
        configuration.set("parquet.kms.key.pii", "alias/pii");

        Map<String, String> properties = new HashMap<>();
        StoredProperties.forEach(configuration, name -> name.startsWith("parquet.kms."), properties::put);

        assertThat(properties).containsExactly(Map.entry("parquet.kms.key.pii", "alias/pii"));
    }

    @Test
    void forEach_onThisHadoop_makesNoCopy() {
        assertThat(StoredProperties.withoutCopy()).isTrue();
    }
}
