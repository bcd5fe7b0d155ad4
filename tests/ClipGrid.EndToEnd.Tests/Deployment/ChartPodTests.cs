using ClipGrid.EndToEnd.Tests.Processes;
using k8s.Models;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>What pods of the chart may not do, and how they are watched and ended.</summary>
public sealed class ChartPodTests
{
    // GridHost.LongestShutdown: what a silo has to hand over.
    private const int HandOverSeconds = 30;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> ValuesFiles => RenderedChart.ValuesFiles;

    [Theory, MemberData(nameof(ValuesFiles))]
    public async Task Pods_WithEachValuesFile_AreConfined(string values)
    {
        RenderedChart chart = await RenderedChart.RenderAsync(values, Cancel);

        Assert.All(chart.Workloads, workload =>
        {
            V1PodSpec pod = workload.Pod.Spec;
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.Equal(1654, pod.SecurityContext.RunAsUser);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            Assert.False(pod.AutomountServiceAccountToken);
            Assert.False(pod.EnableServiceLinks);
            Assert.True(pod.HostNetwork is null && pod.HostPID is null && pod.HostIPC is null);
            Assert.All(pod.Volumes, volume => Assert.True(volume.EmptyDir?.SizeLimit is not null || volume.Secret is { DefaultMode: 0b100_100_000 }));
            Assert.All(pod.Containers, container =>
            {
                Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
                Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
                Assert.Null(container.SecurityContext.Privileged);
                Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
                Assert.Null(container.SecurityContext.Capabilities.Add);
                Assert.Contains("memory", container.Resources.Limits.Keys);
                Assert.Equal(["cpu", "memory"], container.Resources.Requests.Keys.Order(StringComparer.Ordinal));
            });
            Assert.Equal(["kubernetes.io/hostname", "topology.kubernetes.io/zone"], pod.TopologySpreadConstraints.Select(spread => spread.TopologyKey));
            Assert.All(pod.TopologySpreadConstraints, spread => Assert.Equal([workload.Name], chart.Selected(spread.LabelSelector.MatchLabels)));
        });
    }

    [Theory, MemberData(nameof(ValuesFiles))]
    public async Task Pods_WithEachValuesFile_AreProbedOnTheMonitorPortAndHaveLongerThanTheHandOver(string values)
    {
        RenderedChart chart = await RenderedChart.RenderAsync(values, Cancel);

        Assert.All(chart.Workloads, workload =>
        {
            V1Container container = Assert.Single(workload.Pod.Spec.Containers);
            Assert.Equal(("/health/startup", "monitor"), Asked(container.StartupProbe));
            Assert.Equal(("/health/ready", "monitor"), Asked(container.ReadinessProbe));
            Assert.Equal(("/health/live", "monitor"), Asked(container.LivenessProbe));
            V1ContainerPort monitor = Assert.Single(container.Ports, port => port.Name == "monitor");
            Assert.Equal(container.Env.Single(variable => variable.Name == "ClipGrid__MonitorPort").Value, $"{monitor.ContainerPort}");
            Assert.InRange(workload.Pod.Spec.TerminationGracePeriodSeconds!.Value, HandOverSeconds + 15, 600);
        });
        Assert.Contains($"LongestShutdown = TimeSpan.FromSeconds({HandOverSeconds})", await File.ReadAllTextAsync(Built.Root("Silo/Hosting/GridHost.cs"), Cancel), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(ValuesFiles))]
    public async Task Secrets_WithEachValuesFile_AreReferencesOnly(string values)
    {
        RenderedChart chart = await RenderedChart.RenderAsync(values, Cancel);
        string[] secret = ["ClipGrid__Clustering__Redis", "ClipGrid__Clustering__PostgreSql", "ClipGrid__Storage__ConnectionString", "ClipGrid__Access__Key", "ClipGrid__Access__Oidc__ClientSecret"];

        Assert.Empty(chart.Of<V1Secret>());
        Assert.All(chart.Workloads.SelectMany(workload => workload.Pod.Spec.Containers).SelectMany(container => container.Env), variable =>
        {
            if (!secret.Contains(variable.Name))
                return;
            Assert.Null(variable.Value);
            Assert.NotNull(variable.ValueFrom.SecretKeyRef.Name);
            Assert.NotNull(variable.ValueFrom.SecretKeyRef.Key);
        });
        Assert.All(chart.Of<V1StatefulSet>(), set => Assert.Single(set.Spec.Template.Spec.Containers[0].Env, variable => variable.Name.StartsWith("ClipGrid__Clustering__", StringComparison.Ordinal) && variable.ValueFrom is not null));
    }

    [Theory, MemberData(nameof(ValuesFiles))]
    public async Task Identity_OfTheCloud_IsTheSilosOnly(string values)
    {
        RenderedChart chart = await RenderedChart.RenderAsync(values, Cancel);

        Assert.Equal(values == "azure", chart.Of<V1ServiceAccount>("clipgrid-silo").Annotations()?.ContainsKey("azure.workload.identity/client-id") ?? false);
        Assert.Null(chart.Of<V1ServiceAccount>("clipgrid-web").Annotations());
        Assert.DoesNotContain("azure.workload.identity/use", chart.Pod("web").Metadata.Labels.Keys);
        Assert.All(chart.Of<V1StatefulSet>(), set => Assert.Equal(values == "azure", set.Spec.Template.Metadata.Labels.ContainsKey("azure.workload.identity/use")));
    }

    [Fact]
    public async Task Silos_OnTheirDisks_ListenOnTheirPodsAddress()
    {
        RenderedChart chart = await RenderedChart.RenderAsync("full", Cancel);

        Assert.All(chart.Of<V1StatefulSet>(), set =>
        {
            V1Container silo = set.Spec.Template.Spec.Containers[0];
            Assert.Equal("status.podIP", silo.Env.Single(variable => variable.Name == "ClipGrid__Address").ValueFrom.FieldRef.FieldPath);
            string folder = silo.Env.Single(variable => variable.Name == "ClipGrid__DataFolder").Value;
            string volume = Assert.Single(silo.VolumeMounts, mount => mount.MountPath == folder).Name;
            Assert.Contains(set.Spec.VolumeClaimTemplates, claim => claim.Name() == volume);
            Assert.Contains(silo.VolumeMounts, mount => mount.MountPath == "/tmp");
        });
        Assert.Equal(["Index", "Trainer", "Trainer"], new[] { "index", "trainer", "gpu" }.Select(component => chart.Pod(component).Spec.Containers[0].Env.Single(variable => variable.Name == "ClipGrid__Role").Value));
    }

    private static (string Path, string Port) Asked(V1Probe probe) => (probe.HttpGet.Path, probe.HttpGet.Port.Value);
}
