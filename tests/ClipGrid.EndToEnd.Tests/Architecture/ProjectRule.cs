using System.Collections.Immutable;

namespace ClipGrid.EndToEnd.Tests.Architecture;

/// <summary>What one project may build on.</summary>
internal sealed record ProjectRule
{
    /// <summary>Its folder in the root: <c>Model</c> holds <c>ClipGrid.Model</c>.</summary>
    public required string Project { get; init; }

    /// <summary>The projects that its project file refers to: exactly these.</summary>
    public ImmutableArray<string> Arrows { get; init; } = [];

    /// <summary>The ClipGrid assemblies that its code may use: the arrows and what they bring along.</summary>
    public ImmutableArray<string> Reachable { get; init; } = [];

    /// <summary>Beginnings of assembly names that its code must not use.</summary>
    public ImmutableArray<string> ForbiddenAssemblies { get; init; } = [];

    /// <summary>Assemblies that it may use although their names begin so.</summary>
    public ImmutableArray<string> ExceptedAssemblies { get; init; } = [];

    /// <summary>Beginnings of package names that must not reach it, not even through other packages.</summary>
    public ImmutableArray<string> ForbiddenPackages { get; init; } = [];

    /// <summary>If set, the packages that its project file names: exactly these.</summary>
    public ImmutableArray<string>? Packages { get; init; }

    /// <summary>The rules of DESIGN: who points to whom.</summary>
    public static ImmutableArray<ProjectRule> All { get; } =
    [
        new()
        {
            Project = "Contracts",
            Packages = ["Microsoft.Orleans.Sdk", "Microsoft.Orleans.Client", "Microsoft.Orleans.Connections.Security", "Microsoft.Extensions.AI.Abstractions"],
            // Interfaces alone, in which Orleans speaks of its connections.
            ExceptedAssemblies = ["Microsoft.AspNetCore.Connections.Abstractions"],
            ForbiddenAssemblies = ["TorchSharp", "SkiaSharp", "Microsoft.AspNetCore", "Orleans.Runtime", "Azure."],
            ForbiddenPackages = ["TorchSharp", "libtorch", "SkiaSharp", "Microsoft.Orleans.Server", "Azure."],
        },
        new()
        {
            Project = "Model",
            ForbiddenAssemblies = ["Orleans", "Microsoft.AspNetCore", "Azure."],
            // TorchSharp itself is managed; its natives come from TorchSharp-cpu, TorchSharp-cuda-* and libtorch-*.
            ForbiddenPackages = ["Microsoft.Orleans", "Microsoft.AspNetCore", "TorchSharp-", "libtorch", "Azure."],
        },
        new()
        {
            Project = "Grains",
            Arrows = ["Contracts", "Model"],
            Reachable = ["Contracts", "Model"],
            ForbiddenAssemblies = ["Microsoft.AspNetCore"],
            ForbiddenPackages = ["TorchSharp-", "libtorch"],
        },
        new()
        {
            Project = "Dashboard",
            Arrows = ["Contracts"],
            Reachable = ["Contracts"],
            ForbiddenAssemblies = ["TorchSharp", "SkiaSharp", "Orleans.Runtime", "Azure."],
            ForbiddenPackages = ["TorchSharp", "libtorch", "SkiaSharp", "Microsoft.Orleans.Server", "Azure."],
        },
        new()
        {
            Project = "Silo",
            Arrows = ["Grains", "Dashboard"],
            Reachable = ["Grains", "Dashboard", "Contracts", "Model"],
        },
        new()
        {
            Project = "Cli",
            Arrows = ["Contracts"],
            Reachable = ["Contracts"],
            ForbiddenAssemblies = ["TorchSharp", "SkiaSharp", "Microsoft.AspNetCore", "Orleans.Runtime", "Azure."],
            ForbiddenPackages = ["TorchSharp", "libtorch", "SkiaSharp", "Microsoft.Orleans.Server", "Azure."],
        },
    ];

    /// <summary>The rule of <paramref name="project"/>.</summary>
    public static ProjectRule Of(string project) => All.Single(rule => rule.Project == project);
}
