namespace ClipGrid.Contracts.Access;

/// <summary>Who calls, as the grid sees it.</summary>
/// <param name="Name">The key's name, or the person's for whom a web tier calls.</param>
/// <param name="Role">What may be done.</param>
/// <param name="SpeaksForOthers">Whether the caller may call for others.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.CallerInfo")]
public sealed record CallerInfo([property: Id(0)] string Name, [property: Id(1)] GridRole Role, [property: Id(2)] bool SpeaksForOthers = false);
