package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Spark Connect: a server started as {@code docs/sql.md} says, and clients without the library, each of a user of its own: {@link
 * ConnectClient}. A client waits for its server.
 */
@Tag("full")
@Tag("this-spark")
final class ConnectTest {

    /** Of Spark's own jars a client has none that its own brings in other classes. */
    private static final List<String> SERVERS_ONLY =
            List.of("spark-sql_", "spark-sql-api_", "spark-catalyst_", "spark-core_");

    private static List<String> clientsClassPath() throws Exception {
        List<String> classPath = new ArrayList<>();
        classPath.add(ClassPaths.text("connect-client"));
        Arrays.stream(System.getProperty("spark.class.path").split(File.pathSeparator))
                .filter(jar -> SERVERS_ONLY.stream().noneMatch(new File(jar).getName()::startsWith))
                .forEach(classPath::add);
        classPath.add(System.getProperty("tests.jar"));
        return classPath;
    }

    private static Map<String, String> client(Path directory, int port, Path files, String user) throws Exception {
        Map<String, String> environment = Map.of("SPARK_REMOTE", "sc://127.0.0.1:" + port + "/;user_id=" + user);
        Process process = new SparkJvm(clientsClassPath(), environment, SparkJvm.QUICK)
                .running(List.of(ConnectClient.class.getName(), files.toString(), user))
                .redirectOutput(directory.resolve("out.txt").toFile())
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
        SparkSubmit.Result result = new SparkSubmit.Running(process, directory).finish();
        assertThat(result.status()).as(result.toString()).isZero();
        Map<String, String> answers = new HashMap<>();
        result.lines()
                .map(line -> line.split("\t"))
                .filter(field -> field[0].equals("client"))
                .forEach(field -> answers.put(field[1], field[2]));
        return answers;
    }

    @Test
    void clients_writeUnderTheServersPolicy_andAreToldWhy() throws Exception {
        PageCommand command = PageCommand.in("connect");
        Path files = command.lake().getParent();
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        command.with("spark.connect.grpc.binding.port", "" + port)
                .with(
                        "spark.hadoop.parquet.kms.encrypted.paths",
                        files.resolve("guarded").toString());
        Process server = command.of(
                        SqlPage.read().blocks("## Spark Connect", "").get(0), ClassPaths.text("connect"))
                .redirectErrorStream(true)
                .redirectOutput(command.directory().resolve("server.txt").toFile())
                .start();
        try {
            for (String user : List.of("ada", "bob")) {
                assertAnswers(client(command.directory(), port, files, user), user);
                assertThat(TableFiles.in(files.resolve("lake").resolve(user)).allEncrypted())
                        .isTrue();
                assertThat(TableFiles.in(files.resolve("elsewhere").resolve(user))
                                .allEncrypted())
                        .isTrue();
            }
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private static void assertAnswers(Map<String, String> answers, String user) {
        assertThat(answers)
                .containsEntry(user + " policy", "3 rows")
                .containsEntry(user + " options", "3 rows")
                .containsEntry(user + " session", "3 rows")
                .containsEntry(user + " explain", "[[id footer key footer], [name own key pii]]");
        assertThat(answers.get(user + " no key"))
                .contains("Refusing to write ", "no key is configured", "(Nothing was written, nothing was deleted.)");
        assertThat(answers.get(user + " other endpoint")).contains("can't be changed in a running application");
        assertThat(answers.get(user + " analyze")).contains("would stand in the catalog, in plaintext");
    }
}
