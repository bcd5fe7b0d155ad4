namespace ClipGrid.Contracts.Access;

/// <summary>
/// The least role of a caller from outside the cluster. A method without it, whose interface has none either, is the cluster's own
/// business: nobody from outside may call it.
/// </summary>
/// <param name="role">The role.</param>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method)]
public sealed class AllowedForAttribute(GridRole role) : Attribute
{
    /// <summary>The role.</summary>
    public GridRole Role => role;
}
