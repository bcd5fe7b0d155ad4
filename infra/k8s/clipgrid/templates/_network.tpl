{{- define "clipgrid.names" -}}
- to:
    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
      podSelector: {matchLabels: {k8s-app: kube-dns}}
  ports:
    - {protocol: UDP, port: 53}
    - {protocol: TCP, port: 53}
{{- end }}

{{- define "clipgrid.monitoring" -}}
- from:
    {{- toYaml .Values.networkPolicy.monitoringFrom | nindent 4 }}
  ports:
    - {protocol: TCP, port: {{ .Values.ports.monitor }}}
{{- end }}

{{- define "clipgrid.telemetry" -}}
{{- if .Values.telemetry.otlp }}
- to:
    {{- toYaml .Values.networkPolicy.telemetryTo | nindent 4 }}
  ports:
    - {protocol: TCP, port: {{ .Values.networkPolicy.telemetryPort }}}
{{- end }}
{{- end }}
