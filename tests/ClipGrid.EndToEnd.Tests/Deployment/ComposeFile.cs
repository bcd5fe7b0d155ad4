using ClipGrid.EndToEnd.Tests.Processes;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>The compose file; a key that its services do not have here is an error.</summary>
internal sealed class ComposeFile
{
    [YamlMember(Alias = "name")]
    public required string Name { get; set; }

    [YamlMember(Alias = "services")]
    public required Dictionary<string, ComposeService> Services { get; set; }

    [YamlMember(Alias = "networks")]
    public required Dictionary<string, object> Networks { get; set; }

    [YamlMember(Alias = "volumes")]
    public required Dictionary<string, object?> Volumes { get; set; }

    // Parts that services are made of.
    [YamlMember(Alias = "x-confined")]
    public object? Confined { get; set; }

    [YamlMember(Alias = "x-silo")]
    public object? Silo { get; set; }

    [YamlMember(Alias = "x-grid")]
    public object? Grid { get; set; }

    /// <summary>Reads <c>infra/docker/compose.yaml</c>.</summary>
    public static ComposeFile Read()
    {
        using StreamReader text = new(Built.Root("infra/docker/compose.yaml"));
        return new DeserializerBuilder().WithDuplicateKeyChecking().Build().Deserialize<ComposeFile>(new MergingParser(new Parser(text)));
    }
}
