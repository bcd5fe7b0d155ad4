using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Grains.Training;
using ClipGrid.Grains.Training.Evaluation;
using ClipGrid.Grains.Training.Runs;
using ClipGrid.Grains.Training.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClipGrid.Grains.Tests.Training;

/// <summary>What runs of sessions need, over a folder that ends with its test.</summary>
internal sealed class SessionWorld : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DeviceGate _gate = new();

    public SessionWorld(TestDataset? dataset = null, Func<string, bool>? refuses = null)
    {
        Dataset = dataset ?? new TestDataset();
        Neighbours = new TestNeighbours(Dataset);
        Blobs = new FailingBlobStore(new FileBlobStore(_folder.File("blobs")), refuses ?? (_ => false));
        ModelCacheOptions options = new() { Folder = _folder.File("models") };
        Models = new ModelStore(Blobs, new ModelCache(options, TimeProvider.System, NullLogger<ModelCache>.Instance), options, TimeProvider.System, NullLogger<ModelStore>.Instance);
    }

    public TestDataset Dataset { get; }

    public TestNeighbours Neighbours { get; }

    public IModelStore Models { get; }

    public IBlobStore Blobs { get; }

    public TimeSpan OutageLimit { get; init; } = TimeSpan.FromMinutes(5);

    public TrainingMeter Meter { get; } = new();

    public string Scratch => _folder.File("scratch");

    public string File(string name) => _folder.File(name);

    public SessionSurroundings Surroundings(TimeProvider? time = null, long pictureMemory = 1 << 20, DeviceGate? gate = null) =>
        new(Blobs, Dataset, Models, Neighbours, gate ?? _gate, new EvaluationSurroundings(Blobs, Dataset, new NoShares(), time ?? TimeProvider.System, NullLogger<SessionEvaluation>.Instance), new TrainingOptions { ScratchFolder = Scratch, PictureMemory = pictureMemory, OutageLimit = OutageLimit }, time ?? TimeProvider.System, NullLogger<SessionRun>.Instance, Meter);

    public SessionRun Run(SessionId id, SessionSpecification? specification = null, TimeProvider? time = null, long attempt = 1) =>
        new(TestSessions.Assignment(id, specification, attempt), Surroundings(time));

    public void Dispose()
    {
        _gate.Dispose();
        Meter.Dispose();
        _folder.Dispose();
    }
}
