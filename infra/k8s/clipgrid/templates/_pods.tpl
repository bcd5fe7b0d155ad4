{{/* What a pod of any kind may not do. 1654 is `app` in Microsoft's images. */}}
{{- define "clipgrid.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1654
runAsGroup: 1654
fsGroup: 1654
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "clipgrid.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{/* The monitor port is plain HTTP and answers without credentials. A silo that trains on all its cores may answer late. */}}
{{- define "clipgrid.probes" -}}
startupProbe:
  httpGet: {path: /health/startup, port: monitor}
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 60
readinessProbe:
  httpGet: {path: /health/ready, port: monitor}
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 3
livenessProbe:
  httpGet: {path: /health/live, port: monitor}
  periodSeconds: 15
  timeoutSeconds: 10
  failureThreshold: 4
{{- end }}

{{/* One pod of a kind to a node, and to a zone, as far as there are nodes: list of the root and the component. */}}
{{- define "clipgrid.spread" -}}
{{- $root := index . 0 }}{{ $component := index . 1 -}}
{{- range $key := list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
- maxSkew: 1
  topologyKey: {{ $key }}
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels:
      {{- include "clipgrid.selector" $root | nindent 6 }}
      app.kubernetes.io/component: {{ $component }}
{{- end }}
{{- end }}

{{/* A variable from a secret that exists: list of its name and the secret's. */}}
{{- define "clipgrid.fromSecret" -}}
{{- $secret := index . 1 -}}
- name: {{ index . 0 }}
  valueFrom: {secretKeyRef: {name: {{ $secret.name }}, key: {{ $secret.key }}}}
{{- end }}

{{- define "clipgrid.pullSecrets" -}}
{{- with .Values.images.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{/* Certificates of a tier: list of the root and the tier's secret. */}}
{{- define "clipgrid.tls" -}}
{{- $root := index . 0 -}}
{{- if index . 1 -}}
- {name: ClipGrid__Tls__Folder, value: /tls}
- {name: ClipGrid__Tls__SiloName, value: {{ $root.Values.tls.siloName | quote }}}
{{- end }}
{{- end }}

{{- define "clipgrid.tlsMount" -}}
{{- with index . 0 -}}
- {name: tls, mountPath: /tls, readOnly: true}
{{- end }}
{{- end }}

{{/* The files may be renewed: a folder is mounted, and not file by file. */}}
{{- define "clipgrid.tlsVolume" -}}
{{- with index . 0 -}}
- name: tls
  secret: {secretName: {{ . }}, defaultMode: 288}
{{- end }}
{{- end }}

{{/* What both tiers are told: list of the root and the tier's settings. */}}
{{- define "clipgrid.environment" -}}
{{- $root := index . 0 }}{{ $settings := index . 1 -}}
- {name: ClipGrid__MonitorPort, value: {{ $root.Values.ports.monitor | quote }}}
- {name: ClipGrid__Access__Mode, value: {{ $root.Values.access.mode }}}
{{- with $root.Values.telemetry.otlp }}
- {name: ClipGrid__Telemetry__Otlp, value: {{ . | quote }}}
{{- end }}
- {name: Logging__LogLevel__Default, value: {{ $root.Values.logLevel }}}
{{- range $name, $value := $settings }}
- {name: {{ $name }}, value: {{ $value | quote }}}
{{- end }}
{{- end }}
