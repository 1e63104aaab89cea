{{/* Variables that only services read. Takes a dict: root, component, service (its values). */}}
{{- define "keyward.serviceEnv" -}}
{{- $values := .root.Values -}}
- name: DRAIN_MS
  value: {{ $values.http.drainMs | int64 | quote }}
- name: TRUST_PROXY
  value: {{ $values.http.trustProxy | quote }}
- name: LOG_LEVEL
  value: {{ $values.http.logLevel }}
{{- if $values.traces.endpoint }}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ $values.traces.endpoint | quote }}
- name: OTEL_TRACES_SAMPLER_ARG
  value: {{ $values.traces.sample | quote }}
{{- end }}
{{- if $values.tls.enabled }}
- name: TLS_CERT_FILE
  value: /run/tls/tls.crt
- name: TLS_KEY_FILE
  value: /run/tls/tls.key
{{- if $values.tls.clientCertificates }}
- name: TLS_CA_FILE
  value: /run/tls/ca.crt
{{- end }}
{{- end }}
{{- if has .component (list "key-command" "verification") }}
- name: LEASE_MS
  value: {{ $values.keys.leaseMs | int64 | quote }}
- name: CONFIRM_TIMEOUT_MS
  value: {{ $values.keys.confirmTimeoutMs | int64 | quote }}
{{- if $values.keys.permissions }}
- name: PERMISSIONS_FILE
  value: /run/rules/permissions.json
{{- end }}
{{- if $values.keys.routes }}
- name: ROUTES_FILE
  value: /run/rules/routes.json
{{- end }}
{{- end }}
{{- if has .component (list "key-command" "notifier") }}
- name: GRACE_HOURS
  value: {{ $values.keys.graceHours | int64 | quote }}
{{- end }}
{{- if has .component (list "key-command" "activity") }}
{{- range $name, $value := dict "JWKS_URL" $values.users.jwksUrl "JWT_ISSUER" $values.users.issuer "JWT_AUDIENCE" $values.users.audience "SESSION_COOKIE" $values.console.sessionCookie "OIDC_ISSUER" $values.console.oidc.issuer "OIDC_CLIENT_ID" $values.console.oidc.clientId }}
{{- if $value }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- if and $values.console.url (ne .component "verification") }}
- name: CONSOLE_URL
  value: {{ $values.console.url | quote }}
{{- end }}
{{- if eq .component "key-command" }}
- name: KEY_PREFIX
  value: {{ $values.keys.prefix }}
{{- with $values.console.embedOrigins }}
- name: EMBED_ORIGINS
  value: {{ join "," . | quote }}
{{- end }}
{{- if $values.console.oidc.issuer }}
- name: OIDC_CLIENT_AUTH
  value: {{ $values.console.oidc.clientAuth }}
- name: OIDC_SCOPES
  value: {{ $values.console.oidc.scopes | quote }}
{{- end }}
{{- end }}
{{- if eq .component "verification" }}
- name: TCP_PORT
  value: '3100'
- name: GRPC_PORT
  value: '3200'
{{- end }}
{{- if eq .component "notifier" }}
- name: MAIL_FROM
  value: {{ $values.mail.from | quote }}
{{- end }}
{{- range $name, $value := .service.env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{/* Where the pods of a service are put. Takes a dict: root, component, pod. */}}
{{- define "keyward.placement" -}}
{{- with .pod.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .pod.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .pod.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .pod.spreadOver }}
topologySpreadConstraints:
  {{- range . }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "keyward.selector" $ | nindent 8 }}
    matchLabelKeys: [pod-template-hash]
  {{- end }}
{{- end }}
{{- if ne .pod.antiAffinity "none" }}
affinity:
  podAntiAffinity:
    {{- if eq .pod.antiAffinity "hard" }}
    requiredDuringSchedulingIgnoredDuringExecution:
      - topologyKey: kubernetes.io/hostname
        labelSelector:
          matchLabels:
            {{- include "keyward.selector" . | nindent 12 }}
        matchLabelKeys: [pod-template-hash]
    {{- else }}
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- include "keyward.selector" . | nindent 14 }}
          matchLabelKeys: [pod-template-hash]
    {{- end }}
{{- end }}
{{- end }}
