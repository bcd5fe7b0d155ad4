namespace ClipGrid.Model.Evaluation;

/// <summary>Scaling of a vector to length one.</summary>
public static class UnitVector
{
    /// <summary>
    /// Divides by the Euclidean norm, which is summed in 64 bits. False, and nothing changed, for a vector of zeros.
    /// </summary>
    public static bool TryNormalize(Span<float> vector)
    {
        double squares = 0;
        foreach (float value in vector)
            squares += (double)value * value;
        if (squares == 0)
            return false;
        double norm = Math.Sqrt(squares);
        for (int i = 0; i < vector.Length; i++)
            vector[i] = (float)(vector[i] / norm);
        return true;
    }
}
