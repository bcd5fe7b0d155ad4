using ClipGrid.Contracts.Errors;
using ClipGrid.Model.Training.DataParallel;

namespace ClipGrid.Grains.Training.Parts;

/// <summary>What goes between a run and a part, on the part's side. Pieces come from several callers, each to a place of its own.</summary>
internal sealed class PartBuffers
{
    private readonly byte[] _fixed;
    private readonly byte[] _trained;
    private readonly byte[] _gradients;
    private byte[] _embeddings = [];
    private byte[] _embeddingGradients = [];
    private bool _hasFixed;

    /// <summary>As large as the worker takes them.</summary>
    public PartBuffers(PartWorker worker) =>
        (_fixed, _trained, _gradients) = (new byte[worker.FixedByteCount], new byte[worker.TrainedByteCount], new byte[worker.GradientByteCount]);

    /// <summary>All of a buffer.</summary>
    public Span<byte> All(PartBuffer buffer) => buffer switch
    {
        PartBuffer.Fixed => _fixed,
        PartBuffer.Trained => _trained,
        PartBuffer.EmbeddingGradients => _embeddingGradients,
        PartBuffer.Embeddings => _embeddings,
        _ => _gradients,
    };

    /// <summary>Bytes of a buffer.</summary>
    public int Length(PartBuffer buffer) => All(buffer).Length;

    /// <summary>A piece of a buffer.</summary>
    /// <exception cref="GridException">Invalid: it reaches beyond.</exception>
    public Span<byte> Place(PartBuffer buffer, int offset, int count)
    {
        Span<byte> all = All(buffer);
        return offset >= 0 && count >= 0 && count <= all.Length - offset
            ? all.Slice(offset, count)
            : throw new GridException(GridProblem.Invalid, $"{buffer} has {all.Length} bytes, and {count} from {offset} on were asked for: the run and its part are of different releases, or of different networks.");
    }

    /// <summary>Gives the worker the weights that were written.</summary>
    public void TakeWeights(PartWorker worker)
    {
        if (!_hasFixed)
            worker.SetFixed(_fixed);
        _hasFixed = true;
        worker.SetTrained(_trained);
    }

    /// <summary>Takes the embeddings; their gradient will be as large.</summary>
    public void Show(PartFeatures features)
    {
        _embeddings = PartWire.ToBytes(features);
        _embeddingGradients = new byte[(features.Images.Length + features.Texts.Length) * sizeof(float)];
    }
}
