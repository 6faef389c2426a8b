package dev.tideway.e2e;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.tideway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] FRAMEWORKS = {
        "io.quarkus..",
        "io.vertx..",
        "io.smallrye..",
        "jakarta..",
        "org.eclipse.microprofile..",
        "org.apache.kafka..",
        "io.minio..",
        "org.hibernate.."
    };

    @ArchTest
    static final ArchRule noPackageDependsOnItselfInACircle = slices().matching("dev.tideway.(**)")
            .should()
            .beFreeOfCycles()
            .because("whoever changes one package must be able to read it without the others");

    @ArchTest
    static final ArchRule packagesAreNamedAfterFeatures = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..",
                    "..common..",
                    "..model..",
                    "..dto..",
                    "..service..",
                    "..impl..",
                    "..mapper..",
                    "..helper..")
            .because("such names say how a thing is built, not what it is for, and fill up like attics");

    @ArchTest
    static final ArchRule theCatalogStandsAlone = noClasses()
            .that()
            .resideInAPackage("dev.tideway.catalog..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.tideway.packager..", "dev.tideway.delivery..", "dev.tideway.cli..")
            .because("services meet on Kafka and in S3, nowhere else");

    @ArchTest
    static final ArchRule thePackagerStandsAlone = noClasses()
            .that()
            .resideInAPackage("dev.tideway.packager..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.tideway.catalog..", "dev.tideway.delivery..", "dev.tideway.cli..")
            .because("services meet on Kafka and in S3, nowhere else");

    @ArchTest
    static final ArchRule deliveryStandsAlone = noClasses()
            .that()
            .resideInAPackage("dev.tideway.delivery..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.tideway.catalog..", "dev.tideway.packager..", "dev.tideway.cli..")
            .because("services meet on Kafka and in S3, nowhere else");

    @ArchTest
    static final ArchRule theWireHasNoBehaviour = classes()
            .that()
            .resideInAPackage("dev.tideway.protocol..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.tideway.protocol..",
                    "java..",
                    "com.fasterxml.jackson..",
                    "io.cloudevents..",
                    "org.apache.kafka.clients..",
                    "org.apache.kafka.common..",
                    "org.jspecify..")
            .because("what crosses process boundaries must be readable from every process");

    @ArchTest
    static final ArchRule rangesAreDecidedWithoutAFramework = noClasses()
            .that()
            .resideInAPackage("dev.tideway.delivery.range..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FRAMEWORKS)
            .because("RFC 9110 can be tested without a server");

    @ArchTest
    static final ArchRule archivesAreMadeWithoutAFramework = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.tideway.packager.source..",
                    "dev.tideway.packager.archive..",
                    "dev.tideway.packager.manifest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FRAMEWORKS)
            .because("a package is a function of its files alone");

    @ArchTest
    static final ArchRule rolloutsAreDecidedWithoutAFramework = noClasses()
            .that()
            .resideInAPackage("dev.tideway.catalog.rollout..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FRAMEWORKS)
            .because("who is told of an update is tested as sentences, with nothing started");

    @ArchTest
    static final ArchRule decisionsAreMadeWithoutAFramework = noClasses()
            .that()
            .haveNameMatching(
                    ".*\\.(UpdateChecker|CheckQuery|RawParameters|PlainCheck|PlainRequest|PackedTexts|Phrases|AnswersMaker|ReadyAnswers|OsAnswers|ChannelAnswers|EntityTag|AppVersion|Line|Lines|StockForm|ExtendedForm"
                            + "|CatalogueExcerpt|publish\\.PublicFiles|Comparison|RecoveryPlan|AnnouncementRule|OutcomeRule|OfferDecision|ReleaseState"
                            + "|ReleaseSteps|PackageChoice"
                            + "|Verdicts|Audience|Explainer|Sentences|WebhookSecret|MessageBody"
                            + "|DownloadQuery|DevicePath"
                            + "|ActionsPlan|AppFiles|UpdateJson|UpdateJsonReader|UpdateJsonRules)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FRAMEWORKS)
            .because("what decides is tested as sentences, with nothing started");

    @ArchTest
    static final ArchRule onlyStoresTalkToS3 = noClasses()
            .that(resideInAnyPackage("dev.tideway.catalog..", "dev.tideway.packager..", "dev.tideway.delivery.."))
            .and()
            .haveNameNotMatching(".*\\.[A-Za-z]*(Store|S3)[A-Za-z0-9$]*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.minio..")
            .because("timeouts, retries and error answers of S3 are designed in one kind of class");

    @ArchTest
    static final ArchRule resourcesAreCalledResources = classes()
            .that()
            .areAnnotatedWith("jakarta.ws.rs.Path")
            .should()
            .haveSimpleNameEndingWith("Resource")
            .because("a reader finds HTTP by its suffix");

    @ArchTest
    static final ArchRule whoeverReadsKafkaSaysSo = noClasses()
            .that(resideInAnyPackage("dev.tideway.catalog..", "dev.tideway.packager..", "dev.tideway.delivery.."))
            .and()
            .haveNameNotMatching(".*\\.[A-Za-z]*(Consumer|Follower|Kafka|Topic)[A-Za-z0-9$]*")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.apache.kafka.clients.consumer.KafkaConsumer")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.eclipse.microprofile.reactive.messaging.Channel")
            .because("a reader finds Kafka by its suffix");

    @ArchTest
    static final ArchRule configurationIsCalledConfig = classes()
            .that()
            .areAnnotatedWith("io.smallrye.config.ConfigMapping")
            .should()
            .haveSimpleNameEndingWith("Config")
            .because("a reader finds what can be set by its suffix");

    @ArchTest
    static final ArchRule onlyRoutesKnowTheRouter = noClasses()
            .that(resideOutsideOfPackages("dev.tideway.local..", "dev.tideway.cli.."))
            .and()
            .haveSimpleNameNotContaining("Route")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.vertx.ext.web.Router")
            .because("a device's request enters at one kind of class");
}
