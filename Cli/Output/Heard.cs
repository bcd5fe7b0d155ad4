namespace ClipGrid.Cli.Output;

/// <summary>Progress that is heard at once and in order.</summary>
internal sealed class Heard<T>(Action<T> hear) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => hear(value);
}
