using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Tls;

/// <summary>What a client and whoever answers it seem to disagree about.</summary>
/// <param name="Error">The sentence.</param>
/// <param name="IsCertain">Whether waiting will not help: not where the other end only hung up, as a silo does that starts or ends.</param>
internal sealed record TlsFinding(GridException Error, bool IsCertain);
