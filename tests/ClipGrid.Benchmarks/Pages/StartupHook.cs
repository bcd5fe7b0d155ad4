using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.IO.Pipes;
using System.Text;

/// <summary>
/// Runs within the measured silo, where <c>DOTNET_STARTUP_HOOKS</c> brings it: to whoever opens its pipe it tells what is alive in that
/// process once all garbage is gone. The runtime demands this name, outside of any namespace.
/// </summary>
internal static class StartupHook
{
    /// <summary>The environment variable with the pipe's name.</summary>
    internal const string PipeVariable = "CLIPGRID_BENCH_PIPE";

    private static readonly ConcurrentDictionary<string, long> s_counts = new();

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(PipeVariable) is not { } pipe)
            return;
        MeterListener listener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name is "aspnetcore.components.circuit.active" or "aspnetcore.components.circuit.connected")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, change, _, _) => s_counts.AddOrUpdate(instrument.Name, change, (_, count) => count + change));
        listener.Start();
        new Thread(() => Answer(pipe)) { IsBackground = true }.Start();
    }

    private static void Answer(string pipe)
    {
        while (true)
        {
            using NamedPipeServerStream server = new(pipe, PipeDirection.InOut);
            server.WaitForConnection();
            long allocated = GC.GetTotalAllocatedBytes();
            long live = GC.GetTotalMemory(forceFullCollection: true);
            GC.WaitForPendingFinalizers();
            live = Math.Min(live, GC.GetTotalMemory(forceFullCollection: true));
            string answer = string.Create(
                CultureInfo.InvariantCulture,
                $"{live} {allocated} {s_counts.GetValueOrDefault("aspnetcore.components.circuit.active")} {s_counts.GetValueOrDefault("aspnetcore.components.circuit.connected")}");
            server.Write(Encoding.ASCII.GetBytes(answer));
        }
    }
}
