using ClipGrid.Contracts.Access;

namespace ClipGrid.Grains.Access;

/// <summary>Who calls, checked.</summary>
/// <param name="Name">For logs and records.</param>
/// <param name="Role">What may be done.</param>
/// <param name="IsCluster">Whether it is one of the silos.</param>
internal sealed record Caller(string Name, GridRole Role, bool IsCluster = false);
