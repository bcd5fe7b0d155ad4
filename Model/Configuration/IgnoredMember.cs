namespace ClipGrid.Model.Configuration;

/// <summary>A member that is accepted unread.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Reason">Why it cannot change what the model computes.</param>
internal sealed record IgnoredMember(string Name, string Reason)
{
    /// <summary>Several members with one reason.</summary>
    public static IEnumerable<IgnoredMember> All(string reason, params string[] names) => names.Select(n => new IgnoredMember(n, reason));
}
