package io.parquetkms;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/** The house, as docs/design.md draws it: who may use whom, and no circle anywhere. */
final class ArchitectureTest {

    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.parquetkms");

    @Test
    void packages_useOnlyThoseBeforeThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("config")
                .definedBy("io.parquetkms.config..")
                .layer("kms")
                .definedBy("io.parquetkms.kms..")
                .layer("material")
                .definedBy("io.parquetkms.material..")
                .layer("activity")
                .definedBy("io.parquetkms.activity..")
                .layer("keys")
                .definedBy("io.parquetkms.keys..")
                .layer("policy")
                .definedBy("io.parquetkms.policy..")
                .layer("aes")
                .definedBy("io.parquetkms.aes..")
                .layer("process")
                .definedBy("io.parquetkms.process..")
                .layer("parquet")
                .definedBy("io.parquetkms.parquet..")
                .optionalLayer("footer")
                .definedBy("io.parquetkms.footer..")
                .layer("lake")
                .definedBy("io.parquetkms.lake..")
                .layer("tools")
                .definedBy("io.parquetkms.tools..")
                .layer("spark")
                .definedBy("io.parquetkms.spark..")
                .whereLayer("config")
                .mayNotAccessAnyLayer()
                .whereLayer("kms")
                .mayOnlyAccessLayers("config")
                .whereLayer("material")
                .mayOnlyAccessLayers("kms")
                .whereLayer("activity")
                .mayOnlyAccessLayers("kms")
                .whereLayer("keys")
                .mayOnlyAccessLayers("config", "kms", "material", "activity")
                .whereLayer("policy")
                .mayOnlyAccessLayers("config")
                .whereLayer("aes")
                .mayOnlyAccessLayers("config")
                .whereLayer("process")
                .mayOnlyAccessLayers("config", "kms", "activity", "keys", "policy", "aes")
                .whereLayer("parquet")
                .mayOnlyAccessLayers("config", "kms", "keys", "policy", "aes", "process")
                .whereLayer("footer")
                .mayOnlyAccessLayers("config", "kms", "material")
                .whereLayer("lake")
                .mayOnlyAccessLayers(
                        "config", "kms", "material", "activity", "keys", "policy", "process", "parquet", "footer")
                .whereLayer("tools")
                .mayOnlyAccessLayers("config", "kms", "parquet", "lake", "spark")
                .whereLayer("tools")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("spark")
                .mayOnlyBeAccessedByLayers("tools")
                .check(LIBRARY);
    }

    @Test
    void packages_haveNoCircle() {
        slices().matching("io.parquetkms.(**)").should().beFreeOfCycles().check(LIBRARY);
    }

    /** One that needs AWS, a keystore or Spark stays in its room; the rest asks a Provider. */
    @Test
    void providers_areKnownToNobody() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackages("io.parquetkms.kms.aws..", "io.parquetkms.kms.keystore..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.parquetkms.kms.aws..", "io.parquetkms.kms.keystore..")
                .check(LIBRARY);
    }

    @Test
    void aws_sdk_staysInItsRoom() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackages("io.parquetkms.kms.aws..", "io.parquetkms.lake.replace.s3..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(LIBRARY);
    }

    /** The thin jar stands beside whatever Jackson there is, from 2.10 on: these came with 2.15 and later. */
    @Test
    void jackson_mayBeAnOldOne() {
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "com\\.fasterxml\\.jackson\\.core\\.(Stream\\w+Constraints|ErrorReportConfiguration|util\\.RecyclerPool).*")
                .check(LIBRARY);
    }

    @Test
    void picocli_staysInItsRoom() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage("io.parquetkms.tools..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(LIBRARY);
    }

    @Test
    void spark_staysInItsRoom() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage("io.parquetkms.spark..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.spark..")
                .check(LIBRARY);
    }
}
