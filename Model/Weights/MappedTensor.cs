namespace ClipGrid.Model.Weights;

/// <summary>A tensor that lies in a mapped file.</summary>
internal sealed class MappedTensor(SafetensorsFile file, SafetensorsEntry entry) : WeightTensor(entry.Type, entry.Shape)
{
    /// <inheritdoc/>
    public override void WriteTo(Stream stream) => file.Read(entry, stream, static (bytes, target) => target.Write(bytes));

    internal override long CountNonFinite()
    {
        long count = 0;
        file.Read(entry, new CountTarget(entry.Type, ref count), static (bytes, target) => target.Count = NonFiniteValues.Count(bytes, target.Type));
        return count;
    }

    private protected override Exception TooLarge() => file.TooLarge(entry);

    private protected override void CopyBytes(Span<byte> destination) =>
        file.Read(entry, destination, static (bytes, target) => bytes.CopyTo(target));

    private protected override void CopyFloats(Span<float> destination) =>
        file.Read(entry, new FloatTarget(entry.Type, destination), static (bytes, target) => FloatConversion.ToFloats(bytes, target.Type, target.Floats));

    private readonly ref struct CountTarget(TensorType type, ref long count)
    {
        private readonly ref long _count = ref count;

        public TensorType Type { get; } = type;

        public long Count { set => _count = value; }
    }

    private readonly ref struct FloatTarget(TensorType type, Span<float> floats)
    {
        public TensorType Type { get; } = type;

        public Span<float> Floats { get; } = floats;
    }
}
