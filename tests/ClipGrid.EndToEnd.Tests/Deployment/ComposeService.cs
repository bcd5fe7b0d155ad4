using YamlDotNet.Serialization;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>A service of the compose file.</summary>
internal sealed class ComposeService
{
    [YamlMember(Alias = "image")]
    public required string Image { get; set; }

    [YamlMember(Alias = "build")]
    public ComposeBuild? Build { get; set; }

    [YamlMember(Alias = "command")]
    public List<string>? Command { get; set; }

    [YamlMember(Alias = "user")]
    public string? User { get; set; }

    [YamlMember(Alias = "environment")]
    public Dictionary<string, string> Environment { get; set; } = [];

    [YamlMember(Alias = "depends_on")]
    public Dictionary<string, Dictionary<string, string>> DependsOn { get; set; } = [];

    [YamlMember(Alias = "healthcheck")]
    public Dictionary<string, object>? Healthcheck { get; set; }

    [YamlMember(Alias = "networks")]
    public required object Networks { get; set; }

    [YamlMember(Alias = "volumes")]
    public List<string> Volumes { get; set; } = [];

    [YamlMember(Alias = "tmpfs")]
    public List<string> Tmpfs { get; set; } = [];

    [YamlMember(Alias = "ports")]
    public List<string> Ports { get; set; } = [];

    [YamlMember(Alias = "read_only")]
    public required bool ReadOnly { get; set; }

    [YamlMember(Alias = "cap_drop")]
    public required List<string> CapDrop { get; set; }

    [YamlMember(Alias = "security_opt")]
    public required List<string> SecurityOpt { get; set; }

    [YamlMember(Alias = "restart")]
    public string? Restart { get; set; }

    [YamlMember(Alias = "stop_grace_period")]
    public string? StopGracePeriod { get; set; }
}
