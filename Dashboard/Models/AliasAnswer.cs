namespace ClipGrid.Dashboard.Models;

/// <summary>A name that points to a version.</summary>
/// <param name="Name">The alias.</param>
/// <param name="Target">Where it points: name@digest.</param>
/// <param name="IsProtected">Whether moving it has to be said explicitly.</param>
internal sealed record AliasAnswer(string Name, string Target, bool IsProtected);
