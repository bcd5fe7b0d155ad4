namespace ClipGrid.Model.Training;

/// <summary>The type that a run computes in. Weights, moments and losses are float32 in every case.</summary>
public enum Precision
{
    /// <summary>bfloat16 on a GPU, float32 on a CPU, where it is the faster one.</summary>
    ByDevice,

    /// <summary>float32 everywhere.</summary>
    Float32,

    /// <summary>bfloat16 towers over float32 master weights.</summary>
    BFloat16,
}
