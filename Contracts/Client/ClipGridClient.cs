using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using Microsoft.Extensions.AI;

namespace ClipGrid.Contracts.Client;

/// <summary>
/// The door to a grid for .NET programs; every other door (command, HTTP, dashboard) goes through it. Thread-safe; make one and keep it.
/// Every method throws <see cref="GridException"/> where the grid refuses or fails (its message says what to do),
/// <see cref="OperationCanceledException"/> where its token was cancelled, <see cref="ArgumentNullException"/> for a null argument and
/// <see cref="ObjectDisposedException"/> once the client is disposed. What was lost on its way is sent again a few times; commands carry
/// ids, so that nothing happens twice.
/// </summary>
public sealed class ClipGridClient : IAsyncDisposable
{
    private readonly GridCalls _calls;
    private readonly ClipGridClientOptions _options;
    private GridConnection? _connection;

    /// <summary>A client over a grain factory that somebody else owns: a silo's own, or that of a connected Orleans client.</summary>
    /// <param name="grains">The grains.</param>
    /// <param name="options">How long to wait; the endpoint is for messages only. Null for the defaults.</param>
    /// <param name="time">The clock, or null for the system's.</param>
    /// <param name="caller">For whom each call is; null for whoever has the options' key.</param>
    /// <exception cref="GridException">Invalid: the options.</exception>
    public ClipGridClient(IGrainFactory grains, ClipGridClientOptions? options = null, TimeProvider? time = null, Func<ValueTask<CallerClaim>>? caller = null)
        : this(grains, options, time, caller, new GatewayLosses())
    {
    }

    internal ClipGridClient(IGrainFactory grains, ClipGridClientOptions? options, TimeProvider? time, Func<ValueTask<CallerClaim>>? caller, GatewayLosses losses)
    {
        ArgumentNullException.ThrowIfNull(grains);
        options = options is null ? new ClipGridClientOptions() : options with { };
        ClipGridClientOptionsValidation.Check(options);
        _options = options;
        CallerClaim own = new() { Key = options.ApiKey ?? "" };
        _calls = new GridCalls(grains, options, caller ?? (() => ValueTask.FromResult(own)), losses, time ?? TimeProvider.System);
        Datasets = new GridDatasets(_calls);
        Models = new GridModels(_calls);
        Sessions = new GridSessions(_calls);
        Embeddings = new GridEmbeddings(_calls, Datasets, Models);
        Search = new GridSearch(_calls);
        Cluster = new GridCluster(_calls);
        Access = new GridAccess(_calls);
    }

    /// <summary>Data sets: bringing pictures in and looking at them.</summary>
    public GridDatasets Datasets { get; }

    /// <summary>Models: import, export, versions, aliases.</summary>
    public GridModels Models { get; }

    /// <summary>Training sessions.</summary>
    public GridSessions Sessions { get; }

    /// <summary>Embeddings of data sets.</summary>
    public GridEmbeddings Embeddings { get; }

    /// <summary>Search, classification, ranking.</summary>
    public GridSearch Search { get; }

    /// <summary>The grid itself.</summary>
    public GridCluster Cluster { get; }

    /// <summary>Who may do what.</summary>
    public GridAccess Access { get; }

    /// <summary>Connects a program that has no host. Dispose the client to disconnect.</summary>
    /// <exception cref="GridException">Invalid: the options. Unavailable: nobody answers in time. WrongState: the grid is of another release.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<ClipGridClient> ConnectAsync(ClipGridClientOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ClipGridClientOptionsValidation.Check(options);
        GridConnection connection = await GridConnection.OpenAsync(options, TimeProvider.System, cancellationToken);
        ClipGridClient client = new(connection.Grains, options, time: null, caller: null, connection.Losses) { _connection = connection };
        try
        {
            await client.DemandOwnReleaseAsync(cancellationToken);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same grid for whoever has the options' key, by the same connection, which stays this client's.</summary>
    public ClipGridClient AsItself() => new(_calls.Grains(), _options, _calls.Time, caller: null, _calls.Losses);

    /// <summary>Texts to vectors. The model version is fixed at the first use.</summary>
    public IEmbeddingGenerator<string, Embedding<float>> TextEmbeddings(ModelRef model) => new TextEmbeddingGenerator(_calls, Models, model);

    /// <summary>Pictures (PNG, JPEG, WebP, GIF, BMP files in memory) to vectors. The model version is fixed at the first use.</summary>
    public IEmbeddingGenerator<DataContent, Embedding<float>> PictureEmbeddings(ModelRef model) => new PictureEmbeddingGenerator(_calls, Models, model);

    /// <summary>Disconnects, if it has connected itself. Calls from then on throw <see cref="ObjectDisposedException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        _calls.Close();
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
            await connection.DisposeAsync();
    }

    /// <summary>Refuses a grid of another release.</summary>
    internal async Task DemandOwnReleaseAsync(CancellationToken cancellationToken) =>
        ReleaseCheck.Demand(await Cluster.GetVersionAsync(cancellationToken), _calls.Options.Endpoint);
}
