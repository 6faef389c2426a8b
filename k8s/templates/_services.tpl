{{/* What each service is told, mounts and brings beyond what all have. */}}

{{- define "tideway.env.catalog" -}}
{{ include "tideway.env.postgres" . }}
- {name: TIDEWAY_PUBLIC_URL, value: {{ .Values.publicUrl | quote }}}
{{- with .Values.s3.uploadUrl }}
- {name: TIDEWAY_S3_UPLOAD_URL, value: {{ . | quote }}}
{{- end }}
- {name: TIDEWAY_TOKEN_JWKS, value: "file:/etc/tideway/keys/jwks.json"}
{{- end -}}

{{/* The check edge never asks PostgreSQL, so it is given no password. */}}
{{- define "tideway.env.catalog-edge" -}}
- {name: TIDEWAY_CONTROL_PLANE_ENABLED, value: "false"}
- {name: TIDEWAY_POSTGRES_PASSWORD, value: none}
- {name: TIDEWAY_PUBLIC_URL, value: {{ .Values.publicUrl | quote }}}
- {name: TIDEWAY_TOKEN_JWKS, value: "file:/etc/tideway/keys/jwks.json"}
{{- end -}}

{{/* How a service uses the grace that is left after the drain. */}}
{{- define "tideway.env.shutdown" -}}
{{- if eq .image "packager" -}}
- {name: TIDEWAY_PACKAGER_SHUTDOWN_TIME, value: {{ sub (int .terminationGracePeriodSeconds) (add (int .drainSeconds) 15) }}s}
{{- else -}}
- {name: TIDEWAY_SHUTDOWN_DRAIN, value: 2s}
- {name: TIDEWAY_SHUTDOWN_TIMEOUT, value: {{ sub (int .terminationGracePeriodSeconds) (add (int .drainSeconds) 10) }}s}
{{- end -}}
{{- end -}}

{{- define "tideway.mounts.catalog" -}}
- {name: token-keys, mountPath: /etc/tideway/keys, readOnly: true}
{{- end -}}
{{- define "tideway.volumes.catalog" -}}
- name: token-keys
  secret: {secretName: {{ .Values.tokens.existingSecret }}, items: [{key: jwks.json, path: jwks.json}]}
{{- end -}}

{{- define "tideway.env.delivery" -}}
- {name: TIDEWAY_DELIVERY_CACHE_DIRECTORY, value: /var/cache/tideway/packages}
- {name: TIDEWAY_DELIVERY_DOCUMENT_MEMORY, value: {{ include "tideway.memorySize" .Values.delivery.documentMemory | quote }}}
- {name: TIDEWAY_DELIVERY_CACHE_MAX_SIZE, value: {{ include "tideway.memorySize" .Values.delivery.cache.size | quote }}}
{{- end -}}

{{- define "tideway.mounts.delivery" -}}
- {name: cache, mountPath: /var/cache/tideway}
{{- end -}}
{{- define "tideway.volumes.delivery" -}}
{{- $size := include "tideway.tenthMore" .Values.delivery.cache.size }}
- name: cache
  {{- if .Values.delivery.cache.storageClass }}
  # Claimed with the pod and gone with it.
  ephemeral:
    volumeClaimTemplate:
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: {{ .Values.delivery.cache.storageClass }}
        resources: {requests: {storage: {{ $size }}}}
  {{- else }}
  emptyDir: {sizeLimit: {{ $size }}}
  {{- end }}
{{- end -}}

{{- define "tideway.env.packager" -}}
- {name: TIDEWAY_PACKAGER_WORK_FOLDER, value: /var/lib/tideway/work}
- {name: TIDEWAY_PACKAGER_SLOTS, value: {{ .Values.packager.slots | quote }}}
{{- end -}}

{{- define "tideway.mounts.packager" -}}
- {name: work, mountPath: /var/lib/tideway}
{{- end -}}
{{- define "tideway.volumes.packager" -}}
- name: work
  emptyDir: {sizeLimit: {{ .Values.packager.workSize }}}
{{- end -}}

{{/* 10Gi, in Kubernetes' words, is 10G in those of a setting, whose G is 1024 to the third as well. */}}
{{- define "tideway.memorySize" -}}
{{ trimSuffix "i" . }}
{{- end -}}

{{/* A size in whole Mi or Gi, and a tenth more, in Mi. */}}
{{- define "tideway.tenthMore" -}}
{{- $mebibytes := ternary (mul (int (trimSuffix "Gi" .)) 1024) (int (trimSuffix "Mi" .)) (hasSuffix "Gi" .) -}}
{{ div (mul $mebibytes 11) 10 }}Mi
{{- end -}}
