using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Tests.Storage;

/// <summary>Takes the pauses out of the log of a <see cref="ClipGrid.Grains.Storage.AzureBlobs.BlobPipeline"/>.</summary>
internal sealed class RetryLog : ILogger
{
    public List<double> Pauses { get; } = [];

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel == LogLevel.Warning && state is IReadOnlyList<KeyValuePair<string, object?>> values)
            Pauses.Add((double)values.Single(value => value.Key == "Seconds").Value!);
    }
}
