{{/* The silos of one kind: list of the root, the component, its values, its role, and its image. */}}
{{- define "clipgrid.silo" -}}
{{- $root := index . 0 }}{{ $component := index . 1 }}{{ $silo := index . 2 }}{{ $role := index . 3 }}{{ $image := index . 4 -}}
{{- $name := include "clipgrid.name" $root -}}
{{- $values := $root.Values -}}
{{- if and (ne $component "index") (ne $silo.resources.requests.cpu ($silo.resources.limits.cpu | default "")) }}
{{- fail (printf "%s.resources: limits.cpu must be requests.cpu (%s), since a session goes on with the number of threads that it began with" $component $silo.resources.requests.cpu) }}
{{- end -}}
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ $name }}-{{ $component }}
  labels:
    {{- include "clipgrid.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ $component }}
spec:
  serviceName: {{ $name }}-silos
  replicas: {{ $silo.replicas }}
  # Silos do not wait for each other; they are replaced one at a time all the same.
  podManagementPolicy: Parallel
  updateStrategy: {type: RollingUpdate}
  # What lies on their disks is read from storage again when it is missing.
  persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete, whenScaled: Delete}
  selector:
    matchLabels:
      {{- include "clipgrid.selector" $root | nindent 6 }}
      app.kubernetes.io/component: {{ $component }}
  template:
    metadata:
      labels:
        {{- include "clipgrid.labels" $root | nindent 8 }}
        app.kubernetes.io/component: {{ $component }}
        clipgrid/tier: silo
        {{- with $values.serviceAccount.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      serviceAccountName: {{ $name }}-silo
      # An identity of the cloud comes as a token of its own; Kubernetes itself is never asked for anything.
      automountServiceAccountToken: false
      enableServiceLinks: false
      terminationGracePeriodSeconds: {{ $values.terminationGracePeriodSeconds }}
      {{- include "clipgrid.pullSecrets" $root | nindent 6 }}
      securityContext:
        {{- include "clipgrid.podSecurity" $root | nindent 8 }}
      topologySpreadConstraints:
        {{- include "clipgrid.spread" (list $root $component) | nindent 8 }}
      {{- with $silo.runtimeClassName }}
      runtimeClassName: {{ . }}
      {{- end }}
      {{- with $silo.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $silo.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: silo
          image: {{ include "clipgrid.image" (list $root $image) }}
          imagePullPolicy: {{ $values.images.pullPolicy }}
          securityContext:
            {{- include "clipgrid.containerSecurity" $root | nindent 12 }}
          env:
            - {name: ClipGrid__DataFolder, value: /data}
            - {name: ClipGrid__Role, value: {{ $role }}}
            - name: ClipGrid__Address
              valueFrom: {fieldRef: {fieldPath: status.podIP}}
            - {name: ClipGrid__SiloPort, value: {{ $values.ports.silo | quote }}}
            - {name: ClipGrid__GatewayPort, value: {{ $values.ports.gateway | quote }}}
            {{- if $values.tls.siloSecret }}
            {{- include "clipgrid.tls" (list $root $values.tls.siloSecret) | nindent 12 }}
            {{- else }}
            - {name: ClipGrid__Tls__AllowPlain, value: "true"}
            {{- end }}
            # The web tier has the pages.
            - {name: ClipGrid__Dashboard, value: "false"}
            - {name: ClipGrid__OrleansDashboard, value: "false"}
            - {name: ClipGrid__Clustering__Kind, value: {{ $values.clustering.kind }}}
            {{- include "clipgrid.fromSecret" (list (printf "ClipGrid__Clustering__%s" $values.clustering.kind) $values.clustering.existingSecret) | nindent 12 }}
            - {name: ClipGrid__Storage__Kind, value: Azure}
            - {name: ClipGrid__Storage__Container, value: {{ $values.storage.container }}}
            {{- if $values.storage.serviceUri }}
            - {name: ClipGrid__Storage__ServiceUri, value: {{ $values.storage.serviceUri | quote }}}
            {{- else }}
            {{- include "clipgrid.fromSecret" (list "ClipGrid__Storage__ConnectionString" $values.storage.existingSecret) | nindent 12 }}
            {{- end }}
            {{- include "clipgrid.environment" (list $root $values.settings.silo) | nindent 12 }}
          ports:
            - {name: silo, containerPort: {{ $values.ports.silo }}}
            {{- if ne $role "Trainer" }}
            - {name: gateway, containerPort: {{ $values.ports.gateway }}}
            {{- end }}
            - {name: monitor, containerPort: {{ $values.ports.monitor }}}
          {{- include "clipgrid.probes" $root | nindent 10 }}
          resources:
            requests:
              {{- toYaml $silo.resources.requests | nindent 14 }}
            limits:
              {{- toYaml $silo.resources.limits | nindent 14 }}
              {{- if eq $component "gpu" }}
              nvidia.com/gpu: {{ $silo.count }}
              {{- end }}
          volumeMounts:
            - {name: data, mountPath: /data}
            - {name: tmp, mountPath: /tmp}
            {{- include "clipgrid.tlsMount" (list $values.tls.siloSecret) | nindent 12 }}
      volumes:
        - name: tmp
          emptyDir: {sizeLimit: 2Gi}
        {{- include "clipgrid.tlsVolume" (list $values.tls.siloSecret) | nindent 8 }}
  volumeClaimTemplates:
    - apiVersion: v1
      kind: PersistentVolumeClaim
      metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        {{- with $silo.disk.storageClassName }}
        storageClassName: {{ . }}
        {{- end }}
        resources: {requests: {storage: {{ $silo.disk.size }}}}
{{- end }}
