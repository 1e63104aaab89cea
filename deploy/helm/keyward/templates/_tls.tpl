{{/* TLS on the services' own ports. These take a dict: root, component. */}}

{{- define "keyward.tlsSecretName" -}}
{{ include "keyward.nameFor" (dict "name" .root.Values.tls.secretName "default" (printf "%s-tls" (include "keyward.componentName" .)) "component" .component) }}
{{- end }}

{{/* A probe. Takes a dict: root, path. With tls.clientCertificates the kubelet has none to show: the pod's own process asks, with its own. */}}
{{- define "keyward.probe" -}}
{{- $tls := .root.Values.tls -}}
{{- if and $tls.enabled $tls.clientCertificates -}}
exec:
  command:
    - node
    - --eval
    - |
      const { readFileSync } = require('node:fs');
      const [ca, cert, key] = ['ca.crt', 'tls.crt', 'tls.key'].map((file) => readFileSync('/run/tls/' + file));
      const checkServerIdentity = () => undefined; // it is this very pod
      require('node:https')
        .get('https://127.0.0.1:3000{{ .path }}', { ca, cert, key, checkServerIdentity }, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1))
        .on('error', () => process.exit(1));
{{- else -}}
httpGet: { path: {{ .path }}, port: http, scheme: {{ $tls.enabled | ternary "HTTPS" "HTTP" }} }
{{- end }}
{{- end }}
