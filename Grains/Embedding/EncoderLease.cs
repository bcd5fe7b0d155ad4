using ClipGrid.Contracts.Models;
using ClipGrid.Model.Embedding;

namespace ClipGrid.Grains.Embedding;

/// <summary>The right to use an encoder; ends with its disposal.</summary>
internal sealed class EncoderLease(ModelVersionInfo model, ClipEncoder encoder, Action release) : IDisposable
{
    private Action? _release = release;

    /// <summary>What it embeds with.</summary>
    public ModelVersionInfo Model { get; } = model;

    /// <summary>The encoder; not the holder's to dispose of.</summary>
    public ClipEncoder Encoder { get; } = encoder;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
