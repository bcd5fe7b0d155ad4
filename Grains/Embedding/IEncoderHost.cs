using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Grains.Embedding;

/// <summary>The silo's encoders: a model is loaded once and shared by all who embed with it. Safe for any number of callers.</summary>
internal interface IEncoderHost
{
    /// <summary>The encoder of a version, loaded if it is not yet. It stays loaded until the lease is disposed of, and then as long as there is room.</summary>
    /// <exception cref="GridException">NotFound, Corrupt, Unavailable.</exception>
    Task<EncoderLease> GetAsync(ModelVersionId id, CancellationToken cancellationToken);
}
