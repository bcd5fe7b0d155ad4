namespace ClipGrid.Dashboard.Hosting;

/// <summary>What was to be changed is no longer what the caller has seen (412).</summary>
/// <param name="message">A sentence for people that ends with what to do.</param>
internal sealed class StaleFault(string message) : Exception(message);
