using System.Collections.Concurrent;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Contracts.Tests.Client;

/// <summary>What the small grains remember, in reach of the tests.</summary>
internal sealed class SmallGridMemory
{
    /// <summary>The release that the grid says it is of.</summary>
    public string Release { get; set; } = "0.1.0";

    /// <summary>Transfers and their bytes.</summary>
    public ConcurrentDictionary<string, MemoryStream> Transfers { get; } = new();

    /// <summary>All bytes of transfers that were completed, also of deleted ones.</summary>
    public ConcurrentDictionary<string, byte[]> Completed { get; } = new();

    /// <summary>The largest piece that came.</summary>
    public int LargestPiece { get; set; }

    /// <summary>How many pieces are still to be refused once after they were taken: an answer that is lost.</summary>
    public int LostAnswers { get; set; }

    /// <summary>Ingests by data set.</summary>
    public ConcurrentDictionary<string, AddItemsRequest> Ingests { get; } = new();

    /// <summary>How ingests go.</summary>
    public JobState IngestState { get; set; } = JobState.Completed;

    /// <summary>Data sets whose ingest was cancelled.</summary>
    public ConcurrentBag<string> Cancelled { get; } = [];

    /// <summary>Set when an ingest was started.</summary>
    public TaskCompletionSource IngestStarted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Sizes of the encoder's batches.</summary>
    public ConcurrentQueue<int> Batches { get; } = new();

    /// <summary>How often a session was watched.</summary>
    public int WatchCount { get; set; }
}
