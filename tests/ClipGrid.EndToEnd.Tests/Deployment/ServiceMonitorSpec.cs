using k8s.Models;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>What is scraped.</summary>
internal sealed class ServiceMonitorSpec
{
    public required string JobLabel { get; set; }

    public required V1LabelSelector Selector { get; set; }

    public required Dictionary<string, List<string>> NamespaceSelector { get; set; }

    public required List<Dictionary<string, string>> Endpoints { get; set; }
}
