{{/* Refuses values that cannot work together, all of them at once. What one value may be by itself is in values.schema.json. */}}
{{- define "keyward.checkValues" -}}
{{- $values := .Values }}
{{- $wrong := list }}
{{- if not $values.image.repository }}
{{- $wrong = append $wrong "image.repository is empty: set it to where your image is, such as registry.example.com/keyward." }}
{{- end }}
{{- if not $values.kafka.brokers }}
{{- $wrong = append $wrong "kafka.brokers is empty: list your brokers as host:port." }}
{{- end }}
{{- if and (not $values.users.jwksUrl) (not $values.users.secret) }}
{{- $wrong = append $wrong "users.jwksUrl is empty: set it to the published keys of your identity provider, or set users.secret to true and put JWT_SECRET into the Secrets of key-command and activity." }}
{{- end }}
{{- if and $values.users.jwksUrl $values.users.secret }}
{{- $wrong = append $wrong "users.jwksUrl and users.secret are both set: leave one of them out." }}
{{- end }}
{{- if and $values.users.jwksUrl (not $values.users.audience) }}
{{- $wrong = append $wrong "users.audience is empty: with users.jwksUrl it is needed, since tokens for other services would be accepted without it." }}
{{- end }}
{{- if not $values.mail.from }}
{{- $wrong = append $wrong "mail.from is empty: set it to the sender of reminders, such as Keyward <keys@example.com>." }}
{{- end }}
{{- if not $values.console.url }}
{{- $wrong = append $wrong "console.url is empty: set it to where people find the page, such as https://keys.example.com/settings/security/api-keys." }}
{{- end }}
{{- if and $values.console.oidc.issuer $values.console.sessionCookie }}
{{- $wrong = append $wrong "console.oidc.issuer and console.sessionCookie are both set: people sign in at the page or in the host product, so leave one of them out." }}
{{- end }}
{{- if le (int64 $values.keys.leaseMs) (int64 $values.kafka.brokerSessionTimeoutMs) }}
{{- $wrong = append $wrong (printf "keys.leaseMs is %d: make it longer than kafka.brokerSessionTimeoutMs, which is %d (set that to what your brokers have as broker.session.timeout.ms); else the loss of one broker has verdicts refused." (int64 $values.keys.leaseMs) (int64 $values.kafka.brokerSessionTimeoutMs)) }}
{{- end }}
{{- if lt (int64 $values.keys.confirmTimeoutMs) (add (mul 2 (int64 $values.keys.leaseMs)) 500) }}
{{- $wrong = append $wrong (printf "keys.confirmTimeoutMs is %d: make it at least 2 × keys.leaseMs + 500, which is %d." (int64 $values.keys.confirmTimeoutMs) (add (mul 2 (int64 $values.keys.leaseMs)) 500)) }}
{{- end }}
{{- if and $values.kafka.tls.clientCertificate (not $values.kafka.tls.secretName) }}
{{- $wrong = append $wrong "kafka.tls.clientCertificate is true and kafka.tls.secretName is empty: name the Secret with tls.crt and tls.key." }}
{{- end }}
{{- if and (eq $values.secrets.from "external") (not $values.secrets.external.store.name) }}
{{- $wrong = append $wrong "secrets.external.store.name is empty: name the SecretStore or ClusterSecretStore that secrets.from: external reads." }}
{{- end }}
{{- if and $values.tls.enabled $values.tls.certManager.enabled (not $values.tls.certManager.issuerRef.name) }}
{{- $wrong = append $wrong "tls.certManager.issuerRef.name is empty: name the Issuer or ClusterIssuer, or set tls.certManager.enabled to false and make the Secrets yourself." }}
{{- end }}
{{- if and $values.tls.clientCertificates (not $values.tls.enabled) }}
{{- $wrong = append $wrong "tls.clientCertificates is true and tls.enabled is false: set both, or neither." }}
{{- end }}
{{- if and $values.ingress.enabled (not $values.ingress.host) }}
{{- $wrong = append $wrong "ingress.host is empty: set it to the host name that people call." }}
{{- end }}
{{- if $values.gateway.enabled }}
{{- if or (not $values.gateway.parentRefs) (not $values.gateway.hostnames) }}
{{- $wrong = append $wrong "gateway.parentRefs or gateway.hostnames is empty: name your Gateway and the host names that people call." }}
{{- end }}
{{- if and $values.gateway.grpc.enabled (not $values.gateway.grpc.hostnames) }}
{{- $wrong = append $wrong "gateway.grpc.hostnames is empty: set it to the host names that services call by gRPC." }}
{{- end }}
{{- if and $values.tls.enabled (not $values.gateway.backendCaConfigMap) }}
{{- $wrong = append $wrong "gateway.backendCaConfigMap is empty: with tls.enabled the Gateway needs a ConfigMap with the authorities of the services as ca.crt." }}
{{- end }}
{{- end }}
{{- $partitions := dict "key-events" 12 "key-usage" 12 "owner-contacts" 3 }}
{{- range $key, $service := $values.services }}
{{- if and $values.image.digest $service.tag }}
{{- $wrong = append $wrong (printf "image.digest and services.%s.tag are both set: a digest stands for every service, so leave one of them out." $key) }}
{{- end }}
{{- $scaling := $service.autoscaling }}
{{- if and $scaling.enabled (lt (int64 $scaling.maxReplicas) (int64 $scaling.minReplicas)) }}
{{- $wrong = append $wrong (printf "services.%s.autoscaling.maxReplicas is %d: make it at least minReplicas, which is %d." $key (int64 $scaling.maxReplicas) (int64 $scaling.minReplicas)) }}
{{- end }}
{{- if and $scaling.enabled (eq $scaling.by "lag") }}
{{- if and (or $values.kafka.sasl.mechanism (and $values.kafka.tls.enabled $values.kafka.tls.secretName)) (not ($scaling.lag).authenticationRef) }}
{{- $wrong = append $wrong (printf "services.%s.autoscaling.lag.authenticationRef is empty: KEDA has to be known to Kafka (kafka.sasl.mechanism), or to trust its authority (kafka.tls.secretName), so name a TriggerAuthentication; else it sees no lag and never scales." $key) }}
{{- end }}
{{- range ($scaling.lag).of }}
{{- $most := get $partitions .topic | default 0 | int64 }}
{{- if gt (int64 $scaling.maxReplicas) $most }}
{{- $wrong = append $wrong (printf "services.%s.autoscaling.maxReplicas is %d: %s has %d partitions, so make it %d or less; further replicas would have nothing to read." $key (int64 $scaling.maxReplicas) .topic $most $most) }}
{{- end }}
{{- end }}
{{- end }}
{{- if and $scaling.enabled (eq $scaling.by "load") (not $scaling.cpuPercent) (not (dig "inFlight" "perReplica" 0 $scaling)) }}
{{- $wrong = append $wrong (printf "services.%s.autoscaling looks at nothing: set cpuPercent or inFlight.perReplica." $key) }}
{{- end }}
{{- $pod := mergeOverwrite (deepCopy $values.pod) (deepCopy $service.pod) }}
{{- $needed := add (int64 $pod.preStopSeconds) (div (add (int64 $values.http.drainMs) 999) 1000) 10 }}
{{- if lt (int64 $pod.terminationGracePeriodSeconds) $needed }}
{{- $wrong = append $wrong (printf "pod.terminationGracePeriodSeconds of services.%s is %d: make it at least pod.preStopSeconds + http.drainMs + 10 s, which is %d." $key (int64 $pod.terminationGracePeriodSeconds) $needed) }}
{{- end }}
{{- $scope := dict "root" $ "component" (kebabcase $key) "service" (dict "env" dict) }}
{{- range concat (include "keyward.commonEnv" $scope | fromYamlArray) (include "keyward.serviceEnv" $scope | fromYamlArray) }}
{{- range $name := list .name (trimSuffix "_FILE" .name) | uniq }}
{{- if hasKey $service.env $name }}
{{- $wrong = append $wrong (printf "services.%s.env.%s is what the chart sets itself: leave it out, and use the value that stands for it." $key $name) }}
{{- end }}
{{- end }}
{{- end }}
{{- if eq $values.secrets.from "values" }}
{{- range include "keyward.secretKeys" $scope | fromYamlArray }}
{{- if not (get (get $values.secrets.values $key) .) }}
{{- $wrong = append $wrong (printf "secrets.values.%s.%s is empty: set it, or let secrets.from be given and make the Secret yourself." $key .) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- if $wrong }}
{{- fail (printf "\n- %s" (join "\n- " $wrong)) }}
{{- end }}
{{- end }}
