namespace ClipGrid.Model.Weights;

/// <summary>Tensor names that belong to no known layout, or a model that the asked layout cannot hold.</summary>
/// <param name="message">What is wrong and what to do.</param>
public sealed class CheckpointLayoutException(string message) : Exception(message);
