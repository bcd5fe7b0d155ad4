namespace ClipGrid.Grains.Training.Parts;

/// <summary>Bytes that go between a run and who computes a part for it, in pieces.</summary>
[GenerateSerializer, Alias("clipgrid.PartBuffer")]
internal enum PartBuffer
{
    /// <summary>To the part: the weights that the run never changes.</summary>
    Fixed,

    /// <summary>To the part: the weights that it changes.</summary>
    Trained,

    /// <summary>To the part: the loss's gradient with respect to its embeddings.</summary>
    EmbeddingGradients,

    /// <summary>From the part: its embeddings, then the groups of its rows.</summary>
    Embeddings,

    /// <summary>From the part: the gradients of the parameters.</summary>
    Gradients,
}
