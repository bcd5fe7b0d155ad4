using YamlDotNet.Serialization;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>How the compose file has an image built.</summary>
internal sealed class ComposeBuild
{
    [YamlMember(Alias = "context")]
    public required string Context { get; set; }

    [YamlMember(Alias = "dockerfile")]
    public required string Dockerfile { get; set; }

    [YamlMember(Alias = "args")]
    public required Dictionary<string, string> Arguments { get; set; }
}
