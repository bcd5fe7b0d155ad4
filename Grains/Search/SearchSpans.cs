using System.Diagnostics;
using ClipGrid.Grains.Cluster;

namespace ClipGrid.Grains.Search;

/// <summary>What searches tell traces. No text of a query, no key of an item.</summary>
internal static class SearchSpans
{
    /// <summary>Name of the source.</summary>
    public const string Name = "ClipGrid.Search";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Begins a part of what is traced now; null where nobody listens.</summary>
    public static Activity? Begin(string name) => Source.StartActivity(name);

    /// <summary>Says how it failed.</summary>
    public static void Fail(this Activity? span, Exception error) => span?.SetStatus(ActivityStatusCode.Error, Outcome.Of(error));
}
