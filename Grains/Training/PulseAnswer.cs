namespace ClipGrid.Grains.Training;

/// <summary>What a session answers a run.</summary>
/// <param name="IsListenedTo">Whether that run still counts.</param>
/// <param name="HeardEvents">Number of the run's last event that is kept.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.PulseAnswer")]
internal sealed record PulseAnswer([property: Id(0)] bool IsListenedTo, [property: Id(1)] long HeardEvents);
