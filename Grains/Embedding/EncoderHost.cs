using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Models;
using ClipGrid.Model.Embedding;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Embedding;

/// <summary>
/// Keeps the models loaded that were used last. A model that somebody uses is never unloaded, so there may be more of them than the
/// options say.
/// </summary>
internal sealed partial class EncoderHost(IModelStore store, EncoderHostOptions options, TimeProvider clock, ILogger<EncoderHost> logger) : IEncoderHost, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ModelVersionId, LoadedEncoder> _encoders = [];
    private readonly EncoderHostMeter _meter = new();
    private long _useCount;
    private bool _isEnding;

    /// <inheritdoc/>
    public async Task<EncoderLease> GetAsync(ModelVersionId id, CancellationToken cancellationToken)
    {
        LoadedEncoder entry = Take(id);
        try
        {
            (ModelVersionInfo model, ClipEncoder encoder) = await entry.Loading.WaitAsync(cancellationToken).ConfigureAwait(false);
            lock (_lock)
                entry.ByteCount = model.ByteCount;
            UnloadSuperfluous();
            return new EncoderLease(model, encoder, () => GiveBack(entry));
        }
        catch
        {
            GiveBack(entry);
            throw;
        }
    }

    // The entry that is there, or a new one that loads; a failed one is not kept.
    private LoadedEncoder Take(ModelVersionId id)
    {
        lock (_lock)
        {
            if (_isEnding)
                throw new GridException(GridProblem.Unavailable, "This silo is ending and loads no models any more: try again, another one will answer.");
            if (!_encoders.TryGetValue(id, out LoadedEncoder? entry) || entry.Loading.IsFaulted)
                _encoders[id] = entry = new LoadedEncoder(id) { Loading = Task.Run(() => LoadAsync(id), CancellationToken.None) };
            entry.LeaseCount++;
            entry.LastUse = ++_useCount;
            return entry;
        }
    }

    private void GiveBack(LoadedEncoder entry)
    {
        lock (_lock)
        {
            entry.LeaseCount--;
            if (entry.Loading.IsFaulted && _encoders.TryGetValue(entry.Id, out LoadedEncoder? current) && current == entry)
                _encoders.Remove(entry.Id);
        }
        UnloadSuperfluous();
    }

    private async Task<(ModelVersionInfo Model, ClipEncoder Encoder)> LoadAsync(ModelVersionId id)
    {
        long start = clock.GetTimestamp();
        try
        {
            ModelVersionInfo info = await store.GetInfoAsync(id, CancellationToken.None).ConfigureAwait(false);
            string folder = await store.GetFolderAsync(id, CancellationToken.None).ConfigureAwait(false);
            // Its digests fit, so what cannot be loaded was not stored by this code.
            ClipModel model = ModelFaults.Load(folder, GridProblem.Corrupt);
            ClipEncoder encoder = Over(model);
            TimeSpan time = clock.GetElapsedTime(start);
            _meter.LoadTime.Record(time.TotalSeconds);
            _meter.LoadedCount.Add(1);
            logger.LogInformation("Loaded {Model} ({Architecture}, {ByteCount:N0} bytes) in {Seconds:F2} s.", id, info.Architecture, info.ByteCount, time.TotalSeconds);
            return (info, encoder);
        }
        catch (Exception error)
        {
            _meter.FailureCount.Add(1);
            logger.Log(error is GridException ? LogLevel.Warning : LogLevel.Error, error, "{Model} could not be loaded.", id);
            throw;
        }
    }

    private ClipEncoder Over(ClipModel model)
    {
        try
        {
            return ClipEncoder.Over(model, options.Encoding, clock);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }
}
