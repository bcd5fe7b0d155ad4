using ClipGrid.Model.Embedding;
using ClipGrid.Model.Native;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Embedding;

/// <content>Unloading.</content>
internal sealed partial class EncoderHost
{
    private readonly HashSet<Task> _unloading = [];

    /// <summary>Unloads every model, also those in use: what waits for them fails.</summary>
    public async ValueTask DisposeAsync()
    {
        LoadedEncoder[] entries;
        Task[] unloading;
        lock (_lock)
        {
            if (_isEnding)
                return;
            _isEnding = true;
            entries = [.. _encoders.Values];
            _encoders.Clear();
            unloading = [.. _unloading];
        }
        await Task.WhenAll([.. unloading, .. entries.Select(UnloadAsync)]).ConfigureAwait(false);
        _meter.Dispose();
    }

    /// <summary>Completes when what is being unloaded now has been, for tests.</summary>
    internal Task WhenUnloadedAsync()
    {
        lock (_lock)
            return Task.WhenAll(_unloading);
    }

    private void UnloadSuperfluous()
    {
        lock (_lock)
        {
            while (!_isEnding && Superfluous() is { } entry)
            {
                _encoders.Remove(entry.Id);
                Task task = UnloadAsync(entry);
                _unloading.RemoveWhere(former => former.IsCompleted);
                _unloading.Add(task);
            }
        }
    }

    // The one that was used longest ago and that nobody holds, if there are too many.
    private LoadedEncoder? Superfluous() =>
        _encoders.Count > options.MaxModelCount || _encoders.Count > 1 && _encoders.Values.Sum(entry => entry.ByteCount) > options.MaxByteCount
            ? _encoders.Values.Where(entry => entry.LeaseCount == 0 && entry.Loading.IsCompleted).MinBy(entry => entry.LastUse)
            : null;

    private async Task UnloadAsync(LoadedEncoder entry)
    {
        // Off the caller's turn and lock: it waits for the batch that runs.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        // Loading may fail; that was told to those who asked for it.
        Task loading = entry.Loading;
        await loading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!entry.Loading.IsCompletedSuccessfully)
            return;
        ClipEncoder encoder = (await entry.Loading.ConfigureAwait(false)).Encoder;
        try
        {
            await encoder.DisposeAsync().ConfigureAwait(false);
            NativeHeap.GiveBack();
            logger.LogInformation("Unloaded {Model}.", entry.Id);
        }
#pragma warning disable CA1031 // Nobody waits for it who could hear of it: it is logged.
        catch (Exception error)
#pragma warning restore CA1031
        {
            logger.LogError(error, "{Model} could not be unloaded.", entry.Id);
        }
        finally
        {
            _meter.LoadedCount.Add(-1);
        }
    }
}
