namespace ClipGrid.Silo.Hosting;

/// <summary>
/// The clock of a silo: the machine's time at its start, and from there by a clock that nobody can set. Orleans plans what it collects by the
/// time of day, and activates nothing until that time comes again where it was set back.
/// </summary>
internal sealed class SteadyClock : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _started = System.GetTimestamp();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + System.GetElapsedTime(_started);
}
