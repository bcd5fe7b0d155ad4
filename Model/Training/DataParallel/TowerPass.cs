using ClipGrid.Model.Network;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training.DataParallel;

// B rows, E embedding

/// <summary>
/// Rows on their way through the towers and back: embeddings first; later, from the loss's gradient with respect to them, the gradients of
/// the parameters (Gao et al. 2021, section 3.2). Whether the graph waits in between or is made a second time changes no bit.
/// </summary>
internal sealed class TowerPass : IDisposable
{
    private readonly BatchTensors _rows;
    private readonly int _micro;
    private (Tensor Image, Tensor Text)? _graph;

    /// <param name="network">The network that computes.</param>
    /// <param name="batch">The rows.</param>
    /// <param name="microBatchSize">Rows that go through a tower at once, or null for all.</param>
    /// <exception cref="ArgumentException">Pixels and tokens are not as many pairs of this network's.</exception>
    internal TowerPass(ClipNetwork network, TrainingBatch batch, int? microBatchSize)
    {
        _rows = new BatchTensors(network, batch);
        _micro = Math.Min(microBatchSize ?? _rows.Count, _rows.Count);
    }

    /// <summary>The groups of all rows: [B], or null.</summary>
    internal Tensor? Groups() => _rows.Groups();

    /// <summary>Unit embeddings [B, E], float32, without a graph; of the scope around the call.</summary>
    /// <param name="keepsGraph">Whether the graph waits for <see cref="PushBack(Tensor, Tensor)"/>: less work, more memory. Micro-batches never keep theirs.</param>
    internal (Tensor Image, Tensor Text) Encode(bool keepsGraph)
    {
        if (_micro < _rows.Count)
            return (WithoutGraph(_rows.EncodeImages), WithoutGraph(_rows.EncodeTexts));
        _graph = (_rows.EncodeImages(0, _rows.Count).DetachFromDisposeScope(), _rows.EncodeTexts(0, _rows.Count).DetachFromDisposeScope());
        (Tensor Image, Tensor Text) embeddings = (_graph.Value.Image.detach(), _graph.Value.Text.detach());
        if (!keepsGraph)
            Dispose();
        return embeddings;
    }

    /// <summary>Adds the gradients of the parameters to those that they have.</summary>
    /// <param name="image_BE">The loss's gradient with respect to the image embeddings.</param>
    /// <param name="text_BE">The same for the text embeddings.</param>
    internal void PushBack(Tensor image_BE, Tensor text_BE)
    {
        if (_graph is { } graph)
        {
            Backward(graph.Image, image_BE);
            Backward(graph.Text, text_BE);
            Dispose();
            return;
        }
        PushBack(_rows.EncodeImages, image_BE);
        PushBack(_rows.EncodeTexts, text_BE);
    }

    /// <summary>Lets go of a graph that nobody will push back through.</summary>
    public void Dispose()
    {
        _graph?.Image.Dispose();
        _graph?.Text.Dispose();
        _graph = null;
    }

    private Tensor WithoutGraph(Func<int, int, Tensor> encode)
    {
        using var frozen = no_grad();
        var parts = new List<Tensor>();
        for (int start = 0; start < _rows.Count; start += _micro)
            parts.Add(encode(start, Math.Min(_micro, _rows.Count - start)));
        return cat(parts, 0);
    }

    private void PushBack(Func<int, int, Tensor> encode, Tensor gradient_BE)
    {
        for (int start = 0; start < _rows.Count; start += _micro)
        {
            using var scope = NewDisposeScope();
            int count = Math.Min(_micro, _rows.Count - start);
            Backward(encode(start, count), gradient_BE.narrow(0, start, count));
        }
    }

    private static void Backward(Tensor embeddings_BE, Tensor gradient_BE)
    {
        // A locked tower has no graph to push anything into.
        if (embeddings_BE.requires_grad)
            embeddings_BE.backward([gradient_BE]);
    }
}
