using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Advice;

/// <summary>Knows nothing of any session's memory.</summary>
internal sealed class UnknownSessionMemory : ISessionMemory
{
    /// <inheritdoc/>
    public long Estimate(SessionSpecification specification, ModelVersionInfo? start) => 0;
}
