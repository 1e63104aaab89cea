{{/*
What people and their programs call, by the service that answers. Not among it: /v1/authorize and gRPC's ext_authz, which are for gateways
inside, and /v1/operations, for those who run Keyward. A prefix matches whole segments.
*/}}
{{- define "keyward.routes" -}}
- component: activity
  timeout: 30s
  paths:
    - { type: PathPrefix, value: /v1/activity }
    - { type: RegularExpression, value: '/v1/keys/[^/]+/activity/?' }
- component: verification
  timeout: 5s # nobody waits longer for a verdict
  paths:
    - { type: PathPrefix, value: /v1/verify }
- component: key-command
  timeout: {{ add (div (int64 .Values.keys.confirmTimeoutMs) 1000) 25 }}s # a revoke may wait keys.confirmTimeoutMs for its confirmation
  # each of its own paths, not /v1 as a whole: a regular expression may count for less than a prefix
  paths:
    - { type: Exact, value: /v1/keys }
    - { type: Exact, value: /v1/keys/ }
    - { type: RegularExpression, value: '/v1/keys/[^/]+(/(rotate|end-grace|revoke|pause|resume|reminder|history))?/?' }
    - { type: PathPrefix, value: /v1/members }
    - { type: PathPrefix, value: /v1/me }
    - { type: PathPrefix, value: /settings/security/api-keys }
    - { type: PathPrefix, value: /settings/api-keys }
    - { type: PathPrefix, value: /docs }
    - { type: Exact, value: /v1/openapi.json } # it describes the paths of all
{{- end }}
