{{/* What the containers of all components have in common. They take a dict: root, component. */}}

{{/* Variables for Kafka, and the files of the component's Secret. */}}
{{- define "keyward.commonEnv" -}}
{{- $kafka := .root.Values.kafka -}}
- name: KAFKA_BROKERS
  value: {{ join "," $kafka.brokers | quote }}
{{- if $kafka.tls.enabled }}
- name: KAFKA_TLS_ENABLED
  value: 'true'
{{- if $kafka.tls.secretName }}
- name: KAFKA_TLS_CA_FILE
  value: /run/kafka/ca.crt
{{- if $kafka.tls.clientCertificate }}
- name: KAFKA_TLS_CERT_FILE
  value: /run/kafka/tls.crt
- name: KAFKA_TLS_KEY_FILE
  value: /run/kafka/tls.key
{{- end }}
{{- end }}
{{- end }}
{{- with $kafka.sasl.mechanism }}
- name: KAFKA_SASL_MECHANISM
  value: {{ . }}
- name: KAFKA_SASL_USERNAME
  value: {{ get $kafka.sasl.users ($.component | replace "key-command" "keyCommand") | quote }}
{{- end }}
{{- range include "keyward.secretKeys" . | fromYamlArray }}
- name: {{ . }}_FILE
  value: /run/keyward/{{ . }}
{{- end }}
{{- end }}

{{/* Mounts of what keyward.commonVolumes has. */}}
{{- define "keyward.commonMounts" -}}
{{- if include "keyward.secretKeys" . | fromYamlArray }}
- name: secrets
  mountPath: /run/keyward
  readOnly: true
{{- end }}
{{- if and .root.Values.kafka.tls.enabled .root.Values.kafka.tls.secretName }}
- name: kafka
  mountPath: /run/kafka
  readOnly: true
{{- end }}
{{- end }}

{{- define "keyward.commonVolumes" -}}
{{- if include "keyward.secretKeys" . | fromYamlArray }}
- name: secrets
  secret:
    secretName: {{ include "keyward.secretName" . }}
    defaultMode: 0440
{{- end }}
{{- include "keyward.kafkaVolume" . }}
{{- end }}

{{- define "keyward.kafkaVolume" -}}
{{- if and .root.Values.kafka.tls.enabled .root.Values.kafka.tls.secretName }}
- name: kafka
  secret:
    secretName: {{ include "keyward.kafkaTlsSecretName" . }}
    defaultMode: 0440
{{- end }}
{{- end }}

{{/* Fields of every pod. */}}
{{- define "keyward.podFields" -}}
serviceAccountName: {{ include "keyward.componentName" . }}
automountServiceAccountToken: false
# else Kubernetes adds variables such as KEYWARD_ACTIVITY_PORT for each Service that there is
enableServiceLinks: false
securityContext:
  {{- toYaml .root.Values.podSecurityContext | nindent 2 }}
{{- include "keyward.pullSecrets" .root }}
{{- end }}
