namespace ClipGrid.Dashboard.Hosting;

/// <summary>A request that the HTTP API itself refuses (400), before the grid is asked.</summary>
/// <param name="member">The member, parameter or header that is wrong.</param>
/// <param name="message">A sentence for people that ends with what to do.</param>
internal sealed class RequestFault(string member, string message) : Exception(message)
{
    /// <summary>The member, parameter or header that is wrong.</summary>
    public string Member => member;
}
