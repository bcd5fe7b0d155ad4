namespace ClipGrid.TestKit.Faults;

/// <summary>A request that came to a <see cref="FaultProxy"/>.</summary>
/// <param name="Index">How many came before.</param>
/// <param name="Method">PUT, GET, HEAD, DELETE.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Range">The bytes that were asked for, as in "bytes=0-99", or null.</param>
public sealed record ProxiedRequest(int Index, string Method, string Target, string? Range)
{
    /// <summary>True for what makes a blob appear: a whole put or the list of its blocks.</summary>
    public bool IsCommit => Method == "PUT" && !Target.Contains("restype=container", StringComparison.Ordinal) && !IsBlock;

    /// <summary>True for one block of a put.</summary>
    public bool IsBlock => Method == "PUT" && Target.Contains("comp=block&", StringComparison.Ordinal);
}
