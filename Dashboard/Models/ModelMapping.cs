using ClipGrid.Contracts.Models;

namespace ClipGrid.Dashboard.Models;

/// <summary>Models in HTTP's terms.</summary>
internal static class ModelMapping
{
    /// <summary>A model.</summary>
    /// <param name="info">The model.</param>
    /// <param name="id">What it was asked for by; null for its name.</param>
    /// <param name="withHistory">Whether the moves of its aliases are wanted.</param>
    public static ModelAnswer ToAnswer(this ModelInfo info, string? id = null, bool withHistory = false) => new()
    {
        Id = id ?? info.Name.ToString(),
        Created = info.Versions.IsEmpty ? 0 : info.Versions.Max(version => version.CreatedAt).ToUnixTimeSeconds(),
        Versions = [.. info.Versions.Select(version => version.ToAnswer(withClasses: false))],
        Aliases = [.. info.Aliases.Select(ToAnswer)],
        History = withHistory ? [.. info.History.Select(change => new AliasChangeAnswer(change.Name, change.From?.ToString(), change.To?.ToString(), change.At, change.Reason))] : null,
    };

    /// <summary>A version.</summary>
    public static ModelVersionAnswer ToAnswer(this ModelVersionInfo info, bool withClasses = true) => new()
    {
        Id = info.Id.ToString(),
        Digest = info.Id.Digest.ToString(),
        CreatedAt = info.CreatedAt,
        Architecture = info.Architecture,
        EmbedDim = info.EmbedDim,
        ImageSize = info.ImageSize,
        ContextLength = info.ContextLength,
        VocabSize = info.VocabSize,
        ParameterCount = info.ParameterCount,
        LogitScale = info.LogitScale,
        ByteCount = info.ByteCount,
        Lineage = new LineageAnswer(info.Lineage.ImportedFrom, info.Lineage.Session?.ToString(), info.Lineage.Step, info.Lineage.Dataset?.ToString(), [.. info.Lineage.Parents.Select(parent => parent.ToString())]),
        Metrics = info.Metrics,
        Classes = withClasses ? info.Classes : [],
    };

    /// <summary>An alias.</summary>
    public static AliasAnswer ToAnswer(this AliasInfo alias) => new(alias.Name, alias.Target.ToString(), alias.IsProtected);
}
