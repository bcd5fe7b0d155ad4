using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Grains.Datasets.Views;

/// <summary>Counts captions by their tokens. For one caller at a time.</summary>
internal sealed class TokenCounter(ModelVersionId model, int contextLength)
{
    private readonly HistogramCounter _counts = new(HistogramScale.Tokens(contextLength));
    private long _truncatedCount;

    /// <summary>Counts a caption of so many tokens.</summary>
    public void Add(int tokenCount)
    {
        _counts.Add(tokenCount);
        _truncatedCount += tokenCount > contextLength ? 1 : 0;
    }

    /// <summary>Counts what was counted elsewhere for the same model.</summary>
    public void Add(CaptionTokens other)
    {
        _counts.Add(other.Counts);
        _truncatedCount += other.TruncatedCount;
    }

    /// <summary>What was counted.</summary>
    public CaptionTokens ToTokens() => new() { Model = model, ContextLength = contextLength, TruncatedCount = _truncatedCount, Counts = _counts.ToHistogram() };
}
