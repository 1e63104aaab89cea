{{- define "keyward.name" -}}
{{ .Values.nameOverride | default .Chart.Name | trunc 40 | trimSuffix "-" }}
{{- end }}

{{- define "keyward.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{ .Values.fullnameOverride | trunc 40 | trimSuffix "-" }}
{{- else if contains (include "keyward.name" .) .Release.Name -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-%s" .Release.Name (include "keyward.name" .) | trunc 40 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/* The following take a dict: root, component (key-command, verification, activity, notifier, topics, ops or client). */}}

{{- define "keyward.componentName" -}}
{{ include "keyward.fullname" .root }}-{{ .component }}
{{- end }}

{{- define "keyward.selector" -}}
app.kubernetes.io/name: {{ include "keyward.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{/* None that another version of the chart changes: it would restart the pods. */}}
{{- define "keyward.podLabels" -}}
{{ include "keyward.selector" . }}
app.kubernetes.io/part-of: keyward
{{- end }}

{{- define "keyward.labels" -}}
{{ include "keyward.podLabels" . }}
app.kubernetes.io/version: {{ .root.Values.image.tag | default .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end }}

{{/* A name of the values in which {component} stands for the component; `default` where it is empty. */}}
{{- define "keyward.nameFor" -}}
{{ .name | default .default | replace "{component}" .component }}
{{- end }}

{{- define "keyward.secretName" -}}
{{ include "keyward.nameFor" (dict "name" .root.Values.secrets.name "default" (include "keyward.componentName" .) "component" .component) }}
{{- end }}

{{- define "keyward.kafkaTlsSecretName" -}}
{{ include "keyward.nameFor" (dict "name" .root.Values.kafka.tls.secretName "default" "" "component" .component) }}
{{- end }}

{{/* What a component reads from its Secret: a list. */}}
{{- define "keyward.secretKeys" -}}
{{- $keys := list }}
{{- $values := .root.Values }}
{{- if has .component (list "key-command" "verification" "activity" "notifier") }}{{ $keys = append $keys "MONGO_URL" }}{{ end }}
{{- if has .component (list "key-command" "verification") }}{{ $keys = concat $keys (list "KEY_PEPPERS" "SERVICE_TOKENS") }}{{ end }}
{{- if eq .component "verification" }}{{ $keys = append $keys "GATEWAY_TOKEN" }}{{ end }}
{{- if eq .component "notifier" }}{{ $keys = append $keys "SMTP_URL" }}{{ end }}
{{- if has .component (list "key-command" "activity") }}
{{- if $values.users.secret }}{{ $keys = append $keys "JWT_SECRET" }}{{ end }}
{{- if $values.console.oidc.issuer }}{{ $keys = append $keys "SESSION_SECRET" }}{{ end }}
{{- end }}
{{- if and (eq .component "key-command") $values.console.oidc.issuer }}{{ $keys = append $keys "OIDC_CLIENT_SECRET" }}{{ end }}
{{- if $values.kafka.sasl.mechanism }}{{ $keys = append $keys "KAFKA_SASL_PASSWORD" }}{{ end }}
{{- toYaml $keys }}
{{- end }}

{{- define "keyward.image" -}}
{{- $image := .root.Values.image -}}
{{- if $image.digest -}}
{{ $image.repository }}@{{ $image.digest }}
{{- else -}}
{{ $image.repository }}:{{ .tag | default $image.tag | default .root.Chart.AppVersion }}
{{- end }}
{{- end }}

{{- define "keyward.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{/* Takes a URL. */}}
{{- define "keyward.portOf" -}}
{{- $url := urlParse . -}}
{{ regexFind "[0-9]+$" (regexFind ":[0-9]+$" $url.host) | default (eq $url.scheme "https" | ternary "443" "80") }}
{{- end }}

{{/* Ports on which Kafka is reached: a list. */}}
{{- define "keyward.kafkaPorts" -}}
{{- $ports := list }}
{{- range .Values.kafka.brokers }}{{ $ports = append $ports (regexFind "[0-9]+$" . | int) }}{{ end }}
{{- $ports | uniq | toYaml }}
{{- end }}

{{/* Ports on which the identity provider is reached: a list. */}}
{{- define "keyward.identityPorts" -}}
{{- $ports := list }}
{{- range .Values.networkPolicy.ports.identity }}{{ $ports = append $ports (int .) }}{{ end }}
{{- range compact (list .Values.users.jwksUrl .Values.console.oidc.issuer) }}{{ $ports = append $ports (include "keyward.portOf" . | int) }}{{ end }}
{{- $ports | uniq | toYaml }}
{{- end }}
