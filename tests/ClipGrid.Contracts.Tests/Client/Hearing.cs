namespace ClipGrid.Contracts.Tests.Client;

/// <summary>Progress that is heard at once, on the reporter's thread.</summary>
internal sealed class Hearing<T>(Action<T> hear) : IProgress<T>
{
    public void Report(T value) => hear(value);
}
