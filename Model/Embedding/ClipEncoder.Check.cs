namespace ClipGrid.Model.Embedding;

/// <content>What leaves the encoder is an embedding, or an error.</content>
public sealed partial class ClipEncoder
{
    private const double LengthTolerance = 1e-3;

    private BatchItemResult<ReadOnlyMemory<float>>[] Checked(float[][] vectors) =>
        [.. vectors.Select(vector => Fault(vector) is { } fault
            ? BatchItemResult<ReadOnlyMemory<float>>.Failed(fault)
            : BatchItemResult<ReadOnlyMemory<float>>.Of(vector))];

    private InvalidVectorException? Fault(float[] vector)
    {
        if (vector.Length != Dimension)
            return new InvalidVectorException($"The model gave {vector.Length} values instead of {Dimension}: this is a mistake in the model's code.");
        double squares = 0;
        foreach (float value in vector)
            squares += (double)value * value;
        double length = Math.Sqrt(squares);
        // Written so that NaN fails too.
        return Math.Abs(length - 1) <= LengthTolerance
            ? null
            : new InvalidVectorException($"The model gave a vector of length {length} instead of 1: look for NaN or infinity in its weights.");
    }
}
