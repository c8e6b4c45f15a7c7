package io.parquetkms.spark.lake;

import java.nio.ByteBuffer;
import org.apache.spark.SparkEnv;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** What is sent, as Java serializes it: {@code spark.serializer} may be Kryo, which does not know records. */
final class Bytes {

    private static final ClassTag<Object> ANY = ClassTag$.MODULE$.apply(Object.class);

    private Bytes() {}

    static byte[] of(Object value) {
        ByteBuffer buffer = java().serialize(value, ANY);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <T> T read(byte[] bytes) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return (T)
                java().deserialize(ByteBuffer.wrap(bytes), loader == null ? Bytes.class.getClassLoader() : loader, ANY);
    }

    private static SerializerInstance java() {
        return SparkEnv.get().closureSerializer().newInstance();
    }
}
