namespace ClipGrid.EndToEnd.Tests.Native;

/// <summary>One entry of an ELF file's <c>.gnu.version_r</c>: a symbol version that another library must have.</summary>
internal sealed record ElfVersionNeed
{
    /// <summary>The library that must have it: <c>libstdc++.so.6</c>.</summary>
    public required string Library { get; init; }

    /// <summary>The version: <c>GLIBCXX_3.4.32</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Whether the loader only warns when it is missing.</summary>
    public required bool IsWeak { get; init; }

    /// <summary>The number by which symbols point to this entry.</summary>
    public required int Index { get; init; }
}
