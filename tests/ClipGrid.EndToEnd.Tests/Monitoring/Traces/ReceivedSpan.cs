namespace ClipGrid.EndToEnd.Tests.Monitoring.Traces;

/// <summary>A span as it came.</summary>
internal sealed record ReceivedSpan
{
    public required string Trace { get; init; }

    public required string Id { get; init; }

    public required string Parent { get; init; }

    public required string Name { get; init; }

    /// <summary>The process that it is of.</summary>
    public required string Process { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>From OTLP's message ResourceSpans.</summary>
    public static IEnumerable<ReceivedSpan> Read(ProtoReader resourceSpans)
    {
        string process = resourceSpans.All(1).SelectMany(resource => resource.All(1)).Where(attribute => attribute.Text(1) == "service.instance.id").Select(attribute => attribute.All(2).Single().Text(1)).Single();
        return from scope in resourceSpans.All(2)
               from span in scope.All(2)
               select new ReceivedSpan
               {
                   Trace = span.Hex(1),
                   Id = span.Hex(2),
                   Parent = span.Hex(4),
                   Name = span.Text(5),
                   Process = process,
                   Duration = TimeSpan.FromMicroseconds((span.Number(8) - span.Number(7)) / 1000.0),
               };
    }
}
