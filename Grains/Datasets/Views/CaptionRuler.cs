using ClipGrid.Contracts.Models;
using ClipGrid.Model.Tokenization;

namespace ClipGrid.Grains.Datasets.Views;

/// <summary>Measures captions in a model's tokens. Safe for any number of callers.</summary>
internal sealed class CaptionRuler(ModelVersionId model, Tokenizer tokenizer)
{
    private const int BeginAndEnd = 2;

    /// <summary>The model.</summary>
    public ModelVersionId Model => model;

    /// <summary>Tokens that it sees of a text.</summary>
    public int ContextLength => tokenizer.Options.ContextLength;

    /// <summary>Tokens of a caption uncut, begin and end included.</summary>
    public int Measure(string caption) => tokenizer.Encode(caption).Length + BeginAndEnd;
}
