using k8s;
using k8s.Models;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>The resource of Prometheus' operator, with the fields that the chart may use: Kubernetes' own models do not have it.</summary>
internal sealed class ServiceMonitor : IKubernetesObject<V1ObjectMeta>
{
    public required string ApiVersion { get; set; }

    public required string Kind { get; set; }

    public required V1ObjectMeta Metadata { get; set; }

    public required ServiceMonitorSpec Spec { get; set; }
}
