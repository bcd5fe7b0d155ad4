using System.Text.Json;
using ClipGrid.EndToEnd.Tests.Processes;
using k8s.Models;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>The templates for Azure compile without a warning, give no more than is needed, and fit the chart.</summary>
public sealed class BicepTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Files => [.. Directory.GetFiles(Built.Root("infra/azure"), "*.bicep").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Files))]
    public async Task File_Each_IsFormattedAndCompilesWithoutAWarning(string file)
    {
        using JsonDocument template = await BicepProgram.CompileAsync(file, Cancel);
        ChildResult formatted = await BicepProgram.RunAsync(["format", Built.Root($"infra/azure/{file}"), "--stdout"], Cancel);

        Assert.Equal(await File.ReadAllTextAsync(Built.Root($"infra/azure/{file}"), Cancel), formatted.Output);
    }

    [Fact]
    public async Task Storage_ForTheGrid_IsReachedByItsIdentityFromItsNodesOnly()
    {
        using JsonDocument template = await BicepProgram.CompileAsync("storage.bicep", Cancel);
        JsonElement account = Properties(template, "Microsoft.Storage/storageAccounts");

        Assert.False(account.GetProperty("allowBlobPublicAccess").GetBoolean());
        Assert.False(account.GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.True(account.GetProperty("supportsHttpsTrafficOnly").GetBoolean());
        Assert.Equal("TLS1_2", account.GetProperty("minimumTlsVersion").GetString());
        Assert.Equal("Deny", account.GetProperty("networkAcls").GetProperty("defaultAction").GetString());
        Assert.Equal("None", Properties(template, "Microsoft.Storage/storageAccounts/blobServices/containers").GetProperty("publicAccess").GetString());
        JsonElement right = Assert.Single(Resources(template), one => Type(one) == "Microsoft.Authorization/roleAssignments");
        Assert.Contains("'Microsoft.Storage/storageAccounts/blobServices/containers'", right.GetProperty("scope").GetString(), StringComparison.Ordinal);
        // Storage Blob Data Contributor
        Assert.Contains("ba92f5b4-2d11-453d-a403-e96b0029c9fe", template.RootElement.GetProperty("variables").GetProperty("blobDataContributor").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redis_ForTheGrid_IsEncryptedAndPrivate()
    {
        using JsonDocument template = await BicepProgram.CompileAsync("redis.bicep", Cancel);
        JsonElement redis = Properties(template, "Microsoft.Cache/redisEnterprise");

        Assert.Equal("Disabled", redis.GetProperty("publicNetworkAccess").GetString());
        Assert.Equal("1.2", redis.GetProperty("minimumTlsVersion").GetString());
        Assert.Equal("Encrypted", Properties(template, "Microsoft.Cache/redisEnterprise/databases").GetProperty("clientProtocol").GetString());
    }

    [Fact]
    public async Task Cluster_ForTheGrid_HasNoAccountsOfItsOwnAndAGpuPoolThatStartsFromNothing()
    {
        using JsonDocument template = await BicepProgram.CompileAsync("cluster.bicep", Cancel);
        JsonElement cluster = Properties(template, "Microsoft.ContainerService/managedClusters");
        // [createArray(shallowMerge(createArray(variables('node'), createObject('name', 'system', …
        string pools = cluster.GetProperty("agentPoolProfiles").ToString();

        Assert.True(cluster.GetProperty("disableLocalAccounts").GetBoolean());
        Assert.True(cluster.GetProperty("oidcIssuerProfile").GetProperty("enabled").GetBoolean());
        Assert.True(cluster.GetProperty("securityProfile").GetProperty("workloadIdentity").GetProperty("enabled").GetBoolean());
        Assert.Equal("cilium", cluster.GetProperty("networkProfile").GetProperty("networkPolicy").GetString());
        Assert.Contains("CriticalAddonsOnly=true:NoSchedule", pools, StringComparison.Ordinal);
        string gpu = pools[pools.IndexOf("'gpu'", StringComparison.Ordinal)..];
        Assert.Contains("'minCount', 0", gpu, StringComparison.Ordinal);
        Assert.Contains("nvidia.com/gpu=present:NoSchedule", gpu, StringComparison.Ordinal);
        Assert.False(Properties(template, "Microsoft.ContainerRegistry/registries").GetProperty("adminUserEnabled").GetBoolean());
    }

    [Fact]
    public async Task Outputs_OfTheWhole_AreWhatTheChartTakesAndNoSecret()
    {
        using JsonDocument template = await BicepProgram.CompileAsync("main.bicep", Cancel);

        Assert.Equal(
            ["clusterName", "identityClientId", "redisEndpoint", "redisName", "redisSubnet", "registry", "storageContainer", "storageServiceUri"],
            template.RootElement.GetProperty("outputs").EnumerateObject().Select(output => output.Name).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("listKeys(", template.RootElement.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Chart_WithAzuresValues_FitsTheTemplates()
    {
        RenderedChart chart = await RenderedChart.RenderAsync("azure", Cancel);
        using JsonDocument main = await BicepProgram.CompileAsync("main.bicep", Cancel);
        string all = main.RootElement.GetRawText();
        V1PodSpec gpu = chart.Pod("gpu").Spec;

        Assert.Equal(Default("serviceAccount"), gpu.ServiceAccountName);
        Assert.Contains($"'clipgrid/pool', '{gpu.NodeSelector["clipgrid/pool"]}'", all, StringComparison.Ordinal);
        Assert.Contains($"'clipgrid/pool', '{chart.Pod("index").Spec.NodeSelector["clipgrid/pool"]}'", all, StringComparison.Ordinal);
        V1NetworkPolicyEgressRule redis = Assert.Single(chart.Of<V1NetworkPolicy>("clipgrid-silo").Spec.Egress, rule => rule.Ports.Any(port => port.Port.Value == "10000"));
        Assert.Contains($"\"{redis.To[0].IpBlock.Cidr}\"", all, StringComparison.Ordinal);
        Assert.Contains("\"port\": 10000", all, StringComparison.Ordinal);

        string? Default(string parameter) => main.RootElement.GetProperty("parameters").GetProperty(parameter).GetProperty("defaultValue").GetString();
    }

    private static JsonElement Properties(JsonDocument template, string type) => Resources(template).Single(one => Type(one) == type).GetProperty("properties");

    private static string Type(JsonElement resource) => resource.GetProperty("type").GetString()!;

    // An object by symbolic names, or a list.
    private static IEnumerable<JsonElement> Resources(JsonDocument template)
    {
        JsonElement resources = template.RootElement.GetProperty("resources");
        return resources.ValueKind == JsonValueKind.Array ? resources.EnumerateArray() : resources.EnumerateObject().Select(one => one.Value);
    }
}
