namespace ClipGrid.Model.Evaluation;

/// <summary>Logits to probabilities.</summary>
internal static class Softmax
{
    /// <summary>In place; the values add up to 1. Shifted by the largest logit, so that no exponential overflows.</summary>
    internal static void Apply(Span<float> logits)
    {
        float largest = float.NegativeInfinity;
        foreach (float logit in logits)
            largest = MathF.Max(largest, logit);
        double sum = 0;
        foreach (float logit in logits)
            sum += Math.Exp((double)logit - largest);
        for (int i = 0; i < logits.Length; i++)
            logits[i] = (float)(Math.Exp((double)logits[i] - largest) / sum);
    }
}
