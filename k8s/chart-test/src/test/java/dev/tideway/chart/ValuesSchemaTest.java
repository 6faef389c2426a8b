package dev.tideway.chart;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesSchemaTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            replicas: 3                                                      | 'replicas' not allowed
            catalog: {replica: 3}                                            | 'replica' not allowed
            catalog: {replicas: 0}                                           | at '/catalog/replicas'
            catalog: {replicas: two}                                         | at '/catalog/replicas'
            catalog: {env: {lower-case: x}}                                  | 'lower-case' not allowed
            delivery: {cache: {size: 10GB}}                                  | at '/delivery/cache/size'
            packager: {slots: 0}                                             | at '/packager/slots'
            publicUrl: updates.example.com                                   | at '/publicUrl'
            postgres: {address: postgres}                                    | at '/postgres/address'
            postgres: {password: hunter2}                                    | 'password' not allowed
            postgres: {existingSecret: ''}                                   | at '/postgres/existingSecret'
            postgres: {sslMode: prefer}                                      | at '/postgres/sslMode'
            kafka: {bootstrapServers: 'PLAINTEXT://kafka:9092'}              | at '/kafka/bootstrapServers'
            kafka: {securityProtocol: TLS}                                   | at '/kafka/securityProtocol'
            s3: {url: s3.example.com}                                        | at '/s3/url'
            monitoring: {interval: 30}                                       | at '/monitoring/interval'
            catalog: {podDisruptionBudget: {maxUnavailable: 0}}              | at '/catalog/podDisruptionBudget/maxUnavailable'
            """)
    void refusesWhatCannotBe(String values, String message) {
        assertThatThrownBy(() -> Chart.with(values)).hasMessageContaining(message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            image: {tag: latest}                                                         | give a version
            packager: {autoscaling: {enabled: true}, keda: {enabled: true}}              | enable one of them
            kafka: {securityProtocol: SASL_SSL}                                          | needs kafka.existingSecret: a Secret with username and password
            postgres: {sslMode: verify-full}                                             | needs postgres.caSecret
            httpRoute: {enabled: true}                                                   | needs httpRoute.parentRefs
            monitoring: {podMonitor: true, serviceMonitor: true}                         | would scrape every pod twice
            cloudNativePg: {enabled: true}                                               | set migration.enabled=false
            evaluation: {enabled: true}                                                  | set migration.enabled=false
            delivery: {drainSeconds: 100}                                                | terminationGracePeriodSeconds is not 25 above
            catalog: {autoscaling: {enabled: true, minReplicas: 9}}                      | catalog.autoscaling.minReplicas is above its maxReplicas
            """)
    void refusesWhatContradictsItself(String values, String message) {
        assertThatThrownBy(() -> Chart.with(values)).hasMessageContaining(message);
    }
}
