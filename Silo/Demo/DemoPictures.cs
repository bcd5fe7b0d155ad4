namespace ClipGrid.Silo.Demo;

/// <summary>
/// Draws captioned pictures of coloured shapes: a small world that a small CLIP learns in minutes, without a download.
/// Picture <c>i</c> of a split is a function of the seed, the split and <c>i</c>. Thread-safe.
/// </summary>
/// <param name="seed">Fixes every picture and caption.</param>
/// <param name="side">Height and width of the pictures, in pixels.</param>
internal sealed class DemoPictures(ulong seed, int side)
{
    private readonly DemoAttributes[] _train = Shuffled(DemoSplit.Train, seed);
    private readonly DemoAttributes[] _heldOut = Shuffled(DemoSplit.HeldOut, seed);
    private readonly DemoBrush _brush = new(side);

    /// <summary>How many pictures of <paramref name="split"/> in a row, from any multiple of this number, show different things.</summary>
    public int DistinctCount(DemoSplit split) => Order(split).Length;

    /// <summary>Draws picture <paramref name="index"/> of <paramref name="split"/>.</summary>
    public DemoPicture Draw(DemoSplit split, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        DemoAttributes shown = Order(split)[index % DistinctCount(split)];
        DemoDice dice = new(seed, (ulong)split, (ulong)index);
        return new DemoPicture
        {
            Index = index,
            Attributes = shown,
            Captions = DemoCaption.All(shown),
            Png = _brush.Paint(shown, dice),
        };
    }

    /// <summary>Draws the first <paramref name="count"/> pictures of <paramref name="split"/>, one at a time as they are asked for.</summary>
    public IEnumerable<DemoPicture> DrawMany(DemoSplit split, int count) => Enumerable.Range(0, count).Select(index => Draw(split, index));

    private DemoAttributes[] Order(DemoSplit split) => split == DemoSplit.Train ? _train : _heldOut;

    private static DemoAttributes[] Shuffled(DemoSplit split, ulong seed)
    {
        DemoAttributes[] all = [.. DemoAttributes.All(split)];
        new DemoDice(seed, (ulong)split).Shuffle(all.AsSpan());
        return all;
    }
}
