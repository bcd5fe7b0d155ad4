namespace ClipGrid.Grains.Devices;

/// <summary>The silo on which a call may activate a grain that has <see cref="DevicePlacementAttribute"/>.</summary>
internal static class SiloTarget
{
    private const string Key = "clipgrid.silo";

    /// <summary>Names the silo for the calls that are made until it is disposed, in this method and in what it awaits.</summary>
    /// <param name="silo">As <c>127.0.0.1:11111@1</c>.</param>
    public static IDisposable On(string silo)
    {
        object? before = RequestContext.Get(Key);
        RequestContext.Set(Key, silo);
        return new Scope(before);
    }

    /// <summary>The silo that a call names, or null.</summary>
    internal static string? Read(IReadOnlyDictionary<string, object>? context) => context?.GetValueOrDefault(Key) as string;

    private sealed class Scope(object? before) : IDisposable
    {
        public void Dispose()
        {
            if (before is null)
                RequestContext.Remove(Key);
            else
                RequestContext.Set(Key, before);
        }
    }
}
