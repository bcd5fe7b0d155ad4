{{- define "clipgrid.name" -}}
{{- if contains "clipgrid" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-clipgrid" .Release.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{/* What pods are chosen by: never changes between releases. */}}
{{- define "clipgrid.selector" -}}
app.kubernetes.io/name: clipgrid
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "clipgrid.labels" -}}
{{ include "clipgrid.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{/* An image: list of the root and the image's values. */}}
{{- define "clipgrid.image" -}}
{{- $root := index . 0 }}{{ $image := index . 1 -}}
{{- if $image.digest }}{{ $image.repository }}@{{ $image.digest }}{{ else }}{{ $image.repository }}:{{ $image.tag | default $root.Chart.AppVersion }}{{ end }}
{{- end }}
