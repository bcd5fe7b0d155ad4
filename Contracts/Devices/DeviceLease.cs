using ClipGrid.Contracts.Training;

namespace ClipGrid.Contracts.Devices;

/// <summary>A session's hold on a device; it ends by itself where its silo is not heard of.</summary>
/// <param name="Session">The session.</param>
/// <param name="ExpiresIn">Until it ends, unless it is renewed.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.DeviceLease")]
public sealed record DeviceLease([property: Id(0)] SessionId Session, [property: Id(1)] TimeSpan ExpiresIn);
