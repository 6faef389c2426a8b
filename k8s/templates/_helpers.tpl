{{/* Name of everything that belongs to the release: the release's, with the chart's unless that is in it. */}}
{{- define "tideway.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else -}}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" }}{{- end -}}
{{- end -}}

{{/* Labels that select: dict "root" $ "component" name. */}}
{{- define "tideway.selector" -}}
app.kubernetes.io/name: tideway
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "tideway.labels" -}}
{{ include "tideway.selector" . }}
app.kubernetes.io/part-of: tideway
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | quote }}
{{- end -}}

{{/* Reference of one of our images: dict "root" $ "name" image. */}}
{{- define "tideway.image" -}}
{{ .root.Values.image.registry }}/{{ .name }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end -}}

{{/*
The Deployments by name, each with its values, its image and its port. The check edge is the catalog's image with the control
plane off, and takes from the catalog what it does not set.
*/}}
{{- define "tideway.components" -}}
{{- $all := dict
      "catalog" (merge (dict "image" "catalog" "port" 8080) (deepCopy .Values.catalog))
      "delivery" (merge (dict "image" "delivery" "port" 8081) (deepCopy .Values.delivery))
      "packager" (merge (dict "image" "packager" "port" 8082) (deepCopy .Values.packager)) -}}
{{- if .Values.catalog.edge.enabled -}}
{{- $_ := set $all "catalog-edge" (mergeOverwrite (dict "image" "catalog" "port" 8080) (deepCopy .Values.catalog) (deepCopy .Values.catalog.edge)) -}}
{{- end -}}
{{- toYaml $all -}}
{{- end -}}

{{/* Name of the Service that answers checks. */}}
{{- define "tideway.checkService" -}}
{{ include "tideway.fullname" . }}-{{ ternary "catalog-edge" "catalog" .Values.catalog.edge.enabled }}
{{- end -}}

{{/* The Pod Security level "restricted", and a root file system that nobody writes to. */}}
{{- define "tideway.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "tideway.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{/* One variable from a key of an existing Secret: dict "name" "secret" "key". */}}
{{- define "tideway.fromSecret" -}}
- name: {{ .name }}
  valueFrom: {secretKeyRef: {name: {{ .secret }}, key: {{ .key }}}}
{{- end -}}

{{/* Addresses, and PostgreSQL's Secret, which the evaluation preset and CloudNativePG know by themselves. */}}
{{- define "tideway.postgres.address" -}}
{{- if .Values.evaluation.enabled -}}{{ include "tideway.fullname" . }}-postgres:5432
{{- else if .Values.cloudNativePg.enabled -}}{{ include "tideway.fullname" . }}-postgres-rw:5432
{{- else -}}{{ .Values.postgres.address }}{{- end -}}
{{- end -}}
{{- define "tideway.postgres.secret" -}}
{{- if .Values.cloudNativePg.enabled -}}{{ include "tideway.fullname" . }}-postgres-app
{{- else -}}{{ .Values.postgres.existingSecret }}{{- end -}}
{{- end -}}
{{- define "tideway.kafka.servers" -}}
{{- if .Values.evaluation.enabled -}}{{ include "tideway.fullname" . }}-kafka:9092{{- else -}}{{ .Values.kafka.bootstrapServers }}{{- end -}}
{{- end -}}
{{- define "tideway.s3.url" -}}
{{- if .Values.evaluation.enabled -}}http://{{ include "tideway.fullname" . }}-s3:8333{{- else -}}{{ .Values.s3.url }}{{- end -}}
{{- end -}}

{{/* What the catalog alone is told of PostgreSQL. */}}
{{- define "tideway.env.postgres" -}}
- {name: TIDEWAY_POSTGRES_ADDRESS, value: {{ include "tideway.postgres.address" . | quote }}}
- {name: TIDEWAY_POSTGRES_DATABASE, value: {{ .Values.postgres.database | quote }}}
{{ include "tideway.fromSecret" (dict "name" "TIDEWAY_POSTGRES_USERNAME" "secret" (include "tideway.postgres.secret" .) "key" .Values.postgres.usernameKey) }}
{{ include "tideway.fromSecret" (dict "name" "TIDEWAY_POSTGRES_PASSWORD" "secret" (include "tideway.postgres.secret" .) "key" .Values.postgres.passwordKey) }}
- {name: TIDEWAY_POSTGRES_SSL_MODE, value: {{ .Values.postgres.sslMode }}}
{{- if .Values.postgres.caSecret }}
- {name: TIDEWAY_POSTGRES_TRUSTED_CERTIFICATES, value: /etc/tideway/ca/postgres/ca.crt}
{{- end }}
{{- end -}}

{{- define "tideway.env.s3" -}}
- {name: TIDEWAY_S3_URL, value: {{ include "tideway.s3.url" . | quote }}}
- {name: TIDEWAY_S3_REGION, value: {{ .Values.s3.region | quote }}}
- {name: TIDEWAY_S3_PRIVATE_BUCKET, value: {{ .Values.s3.privateBucket | quote }}}
- {name: TIDEWAY_S3_PUBLIC_BUCKET, value: {{ .Values.s3.publicBucket | quote }}}
{{ include "tideway.fromSecret" (dict "name" "TIDEWAY_S3_ACCESS_KEY" "secret" .Values.s3.existingSecret "key" .Values.s3.accessKeyKey) }}
{{ include "tideway.fromSecret" (dict "name" "TIDEWAY_S3_SECRET_KEY" "secret" .Values.s3.existingSecret "key" .Values.s3.secretKeyKey) }}
{{- if .Values.s3.caSecret }}
- {name: TIDEWAY_S3_TRUSTED_CERTIFICATES, value: /etc/tideway/ca/s3/ca.crt}
{{- end }}
{{- end -}}

{{/* Settings of a Kafka client by its own names; a service reads KAFKA_X_Y as x.y. */}}
{{- define "tideway.env.kafka" -}}
- {name: TIDEWAY_KAFKA_BOOTSTRAP_SERVERS, value: {{ include "tideway.kafka.servers" . | quote }}}
{{- if ne .Values.kafka.securityProtocol "PLAINTEXT" }}
- {name: KAFKA_SECURITY_PROTOCOL, value: {{ .Values.kafka.securityProtocol }}}
{{- end }}
{{- if hasPrefix "SASL_" .Values.kafka.securityProtocol }}
- {name: KAFKA_SASL_MECHANISM, value: {{ .Values.kafka.saslMechanism }}}
{{ include "tideway.fromSecret" (dict "name" "TIDEWAY_SASL_USERNAME" "secret" .Values.kafka.existingSecret "key" "username") }}
{{ include "tideway.fromSecret" (dict "name" "TIDEWAY_SASL_PASSWORD" "secret" .Values.kafka.existingSecret "key" "password") }}
- name: KAFKA_SASL_JAAS_CONFIG
  value: org.apache.kafka.common.security.{{ ternary "plain.PlainLoginModule" "scram.ScramLoginModule" (eq .Values.kafka.saslMechanism "PLAIN") }} required username="$(TIDEWAY_SASL_USERNAME)" password="$(TIDEWAY_SASL_PASSWORD)";
{{- end }}
{{- if .Values.kafka.caSecret }}
- {name: KAFKA_SSL_TRUSTSTORE_TYPE, value: PEM}
- {name: KAFKA_SSL_TRUSTSTORE_LOCATION, value: /etc/tideway/ca/kafka/ca.crt}
{{- end }}
{{- end -}}

{{/* Certificates of authorities: those of PostgreSQL, Kafka and S3 that have a Secret. */}}
{{- define "tideway.caVolumes" -}}
{{- range $of := list "postgres" "kafka" "s3" }}
{{- with (index $.Values $of).caSecret }}
- name: ca-{{ $of }}
  secret: {secretName: {{ . }}, items: [{key: ca.crt, path: ca.crt}]}
{{- end }}
{{- end }}
{{- end -}}
{{- define "tideway.caMounts" -}}
{{- range $of := list "postgres" "kafka" "s3" }}
{{- if (index $.Values $of).caSecret }}
- {name: ca-{{ $of }}, mountPath: /etc/tideway/ca/{{ $of }}, readOnly: true}
{{- end }}
{{- end }}
{{- end -}}

{{/* Fails where two values contradict each other, which a schema cannot say. */}}
{{- define "tideway.check" -}}
{{- if eq .Values.image.tag "latest" -}}
{{- fail "image.tag latest is another image tomorrow, and a rollback could not name what ran before: give a version." -}}
{{- end -}}
{{- if and .Values.packager.autoscaling.enabled .Values.packager.keda.enabled -}}
{{- fail "packager.autoscaling and packager.keda both scale the packager: enable one of them." -}}
{{- end -}}
{{- if and (hasPrefix "SASL_" .Values.kafka.securityProtocol) (not .Values.kafka.existingSecret) -}}
{{- fail (printf "kafka.securityProtocol %s needs kafka.existingSecret: a Secret with username and password." .Values.kafka.securityProtocol) -}}
{{- end -}}
{{- if and (hasPrefix "verify" .Values.postgres.sslMode) (not .Values.postgres.caSecret) -}}
{{- fail (printf "postgres.sslMode %s needs postgres.caSecret: a Secret whose ca.crt may vouch for PostgreSQL." .Values.postgres.sslMode) -}}
{{- end -}}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) -}}
{{- fail "httpRoute.enabled needs httpRoute.parentRefs: the Gateways that the routes hang on." -}}
{{- end -}}
{{- if and .Values.monitoring.podMonitor .Values.monitoring.serviceMonitor -}}
{{- fail "monitoring.podMonitor and monitoring.serviceMonitor would scrape every pod twice: enable one of them." -}}
{{- end -}}
{{- if and .Values.cloudNativePg.enabled .Values.migration.enabled -}}
{{- fail "cloudNativePg makes PostgreSQL with this release, after the migration's Job would need it: set migration.enabled=false, the services migrate as they start." -}}
{{- end -}}
{{- if and .Values.evaluation.enabled .Values.migration.enabled -}}
{{- fail "evaluation runs PostgreSQL with this release, after the migration's Job would need it: set migration.enabled=false, the services migrate as they start." -}}
{{- end -}}
{{- range $name, $c := include "tideway.components" . | fromYaml -}}
{{- if lt (int $c.terminationGracePeriodSeconds) (add 25 (int $c.drainSeconds)) -}}
{{- fail (printf "%s.terminationGracePeriodSeconds is not 25 above its drainSeconds: what is under way would be cut off." $name) -}}
{{- end -}}
{{- if and $c.autoscaling.enabled (gt (int $c.autoscaling.minReplicas) (int $c.autoscaling.maxReplicas)) -}}
{{- fail (printf "%s.autoscaling.minReplicas is above its maxReplicas." $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
