using ClipGrid.Model.Network;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training.DataParallel;

// B rows of the part, E embedding

/// <summary>One part of one step, elsewhere or here. Its tensors are of the scope around the step.</summary>
internal sealed class PartTurn(int part, LoadedBatch batch, ParallelGradients run) : IDisposable
{
    private readonly BatchPart _rows = BatchPart.Of(batch.Items.Items.Length, run.PartCount, part);
    private Task<PartFeatures>? _encoding;
    private Task<ReadOnlyMemory<byte>>? _pushing;
    private IPartPeer? _peer;
    private TowerPass? _pass;
    private Tensor? _imageGradient_BE;
    private Tensor? _textGradient_BE;

    internal Tensor Image { get; private set; } = null!;

    internal Tensor Text { get; private set; } = null!;

    internal Tensor? Groups { get; private set; }

    internal int TruncatedElsewhere { get; private set; }

    /// <summary>Lets another device begin, if there is one.</summary>
    internal void Begin()
    {
        _peer = part == 0 ? null : run.Find(part);
        _encoding = _peer?.EncodeAsync(run.Step(batch));
    }

    /// <summary>Embeddings of the rows, from where they are computed.</summary>
    internal void Encode()
    {
        if (_encoding is not null && Await(_encoding) is { } features)
        {
            (Image, Text) = (run.ToTensor(features.Images, _rows.Count), run.ToTensor(features.Texts, _rows.Count));
            Groups = features.Groups is { } groups ? run.ToTensor(groups) : null;
            TruncatedElsewhere = features.TruncatedCount;
            return;
        }
        _pass = run.Pass(batch, part);
        // Of one part only is there room for the graph.
        (Image, Text) = _pass.Encode(keepsGraph: part == 0);
        Groups = _pass.Groups();
    }

    /// <summary>Gives the rows of the loss's gradient to who computed them.</summary>
    internal void BeginBack(Tensor image_BE, Tensor text_BE)
    {
        (_imageGradient_BE, _textGradient_BE) = (image_BE.narrow(0, _rows.Start, _rows.Count), text_BE.narrow(0, _rows.Start, _rows.Count));
        if (_pass is null)
            _pushing = _peer!.PushBackAsync(new PartFeatures(_imageGradient_BE.ToHostFloats(), _textGradient_BE.ToHostFloats()));
    }

    /// <summary>Adds the part's gradients to the parameters'. In the order of the parts: sums of floats depend on it.</summary>
    internal void PushBack()
    {
        if (_pushing is not null && Await(_pushing) is { Length: > 0 } gradients)
        {
            run.AddGradients(gradients.Span);
            return;
        }
        _pass ??= run.Pass(batch, part);
        if (part == 0)
            PushBackHere();
        else
            run.AddGradientsOf(PushBackHere);
    }

    /// <inheritdoc/>
    public void Dispose() => _pass?.Dispose();

    private void PushBackHere() => _pass!.PushBack(_imageGradient_BE!, _textGradient_BE!);

    private static T? Await<T>(Task<T> task)
    {
        try
        {
            return task.GetAwaiter().GetResult();
        }
        catch (PartLostException)
        {
            return default;
        }
    }
}
