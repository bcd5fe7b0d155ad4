using k8s.Models;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>
/// The environment of a container as Kubernetes would make it: the image's variables, then the pod's. This machine stands in for
/// what a cluster has: loopback for a pod's address and for the gateway's name, given values for secrets, a folder for the disk.
/// </summary>
internal static class PodEnvironment
{
    public static Dictionary<string, string> Of(V1PodTemplateSpec pod, string image, IReadOnlyDictionary<string, string> secrets)
    {
        Dictionary<string, string> environment = new(Dockerfile.Read(image).Environment);
        foreach (V1EnvVar variable in pod.Spec.Containers[0].Env)
            environment[variable.Name] = variable switch
            {
                { ValueFrom.FieldRef.FieldPath: "status.podIP" } => "127.0.0.1",
                { ValueFrom.SecretKeyRef: not null } => secrets[variable.Name],
                { Value: "/data" } => DeployedProcess.Disk,
                { Value: { } value, ValueFrom: null } => value.Replace($"{RenderedChart.Release}-gateway:", "127.0.0.1:", StringComparison.Ordinal),
                _ => throw new NotSupportedException($"{variable.Name} comes from elsewhere."),
            };
        Assert.DoesNotContain(environment.Values, value => value.Contains($"{RenderedChart.Release}-gateway", StringComparison.Ordinal));
        return environment;
    }
}
