namespace ClipGrid.Model.Native;

/// <summary>
/// The native torch library cannot be loaded on this machine. The message is one paragraph: which library, what it
/// asks for, and what to do.
/// </summary>
public sealed class TorchLoadException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">One paragraph: which library, what it asks for, what to do.</param>
    /// <param name="library">The library that is missing, too old or broken.</param>
    /// <param name="demand">The symbol version or symbol that was asked for, or null if the library as such is the trouble.</param>
    /// <param name="inner">What the runtime threw.</param>
    public TorchLoadException(string message, string library, string? demand = null, Exception? inner = null)
        : base(message, inner)
    {
        Library = library;
        Demand = demand;
    }

    /// <summary>The library that is missing, too old or broken, as the loader names it: <c>libstdc++.so.6</c>.</summary>
    public string Library { get; }

    /// <summary>The symbol version or symbol that was asked for: <c>GLIBCXX_3.4.32</c>; null if the library as such is the trouble.</summary>
    public string? Demand { get; }
}
