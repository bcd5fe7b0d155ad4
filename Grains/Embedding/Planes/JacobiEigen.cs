namespace ClipGrid.Grains.Embedding.Planes;

/// <summary>All eigenvectors of a small symmetric matrix, by turning its largest planes in turns (Jacobi 1846).</summary>
internal static class JacobiEigen
{
    private const int MostSweeps = 60;

    /// <summary>Eigenvalues, the largest first, and their vectors row by row.</summary>
    /// <param name="matrix">[size, size]; it is used up.</param>
    /// <param name="size">Its size.</param>
    public static (double[] Values, double[] Vectors) Of(double[] matrix, int size)
    {
        double[] vectors = new double[size * size];
        for (int i = 0; i < size; i++)
            vectors[(i * size) + i] = 1;
        for (int sweep = 0; sweep < MostSweeps && !IsDiagonal(matrix, size); sweep++)
            for (int p = 0; p < size; p++)
                for (int q = p + 1; q < size; q++)
                    Turn(matrix, vectors, size, p, q);
        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(i => matrix[(i * size) + i])];
        return ([.. order.Select(i => matrix[(i * size) + i])], [.. order.SelectMany(i => vectors[(i * size)..((i + 1) * size)])]);
    }

    private static bool IsDiagonal(double[] matrix, int size)
    {
        double inside = 0, outside = 0;
        for (int i = 0; i < size; i++)
            for (int j = 0; j < size; j++)
                if (i == j)
                    inside += matrix[(i * size) + j] * matrix[(i * size) + j];
                else
                    outside += matrix[(i * size) + j] * matrix[(i * size) + j];
        return outside <= 1e-32 * inside;
    }

    private static void Turn(double[] matrix, double[] vectors, int size, int p, int q)
    {
        double between = matrix[(p * size) + q];
        if (between == 0)
            return;
        double cotangent = (matrix[(q * size) + q] - matrix[(p * size) + p]) / (2 * between);
        double tangent = Math.CopySign(1, cotangent) / (Math.Abs(cotangent) + Math.Sqrt((cotangent * cotangent) + 1));
        double cosine = 1 / Math.Sqrt((tangent * tangent) + 1), sine = tangent * cosine;
        for (int k = 0; k < size; k++)
            Mix(ref matrix[(k * size) + p], ref matrix[(k * size) + q], cosine, sine);
        for (int k = 0; k < size; k++)
        {
            Mix(ref matrix[(p * size) + k], ref matrix[(q * size) + k], cosine, sine);
            Mix(ref vectors[(p * size) + k], ref vectors[(q * size) + k], cosine, sine);
        }
    }

    private static void Mix(ref double a, ref double b, double cosine, double sine) => (a, b) = ((cosine * a) - (sine * b), (sine * a) + (cosine * b));
}
