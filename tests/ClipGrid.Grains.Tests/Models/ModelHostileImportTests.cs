using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Grains.Tests.Models;

/// <summary>Imports that must fail, and an alias that is moved again and again, through the model's grain.</summary>
public sealed class ModelHostileImportTests(ModelCluster cluster) : IClassFixture<ModelCluster>
{
    private readonly string _name = $"m{Guid.NewGuid():N}"[..12];

    private IModelGrain Model => cluster.Grains.GetGrain<IModelGrain>(_name);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Check", "45-60")]
    public async Task Import_EveryBrokenWeightsFile_FailsAndLeavesTheGoodVersionInService()
    {
        string folder = SmallModel.Write(cluster.Folder.File(_name)), weights = Path.Combine(folder, "model.safetensors");
        string[] bad = Directory.GetFiles(Reference.Golden("formats"), "bad_*.safetensors");
        Assert.True(bad.Length > 10, $"{bad.Length} broken files");
        byte[] good = await File.ReadAllBytesAsync(weights, Token);
        foreach (string file in bad)
        {
            File.Copy(file, weights, overwrite: true);
            await FailsAsync(folder, folder);
        }
        foreach ((string what, byte[] bytes) in new (string, byte[])[] { ("nothing", []), ("seven bytes", new byte[7]), ("a pickle", [0x80, 2, (byte)'c', .. "os\nsystem\n"u8]), ("2^64-1", [.. Enumerable.Repeat((byte)255, 64)]), ("cut", good[..^1]) })
        {
            await File.WriteAllBytesAsync(weights, bytes, Token);
            Assert.NotNull(what);
            await FailsAsync(folder, folder);
        }
        await AbsentAsync();

        await File.WriteAllBytesAsync(weights, good, Token);
        ModelJobStatus job = await ImportAsync(folder);
        Assert.Equal(JobState.Completed, job.State);
        File.Copy(bad[0], weights, overwrite: true);
        await FailsAsync(folder, folder);
        Assert.Equal(job.Version, (await Model.ResolveAsync(null, Token)).Id);
        Assert.Single((await Model.GetAsync(Token)).Versions);
    }

    [Fact]
    [Trait("Check", "41")]
    public async Task Import_OddPath_IsOneSentenceThatNamesIt()
    {
        string fifo = cluster.Folder.File($"{_name}-fifo"), holder = Directory.CreateDirectory(cluster.Folder.File($"{_name}-holder")).FullName, file = cluster.Folder.File($"{_name}-file");
        await File.WriteAllTextAsync(file, "no folder", Token);
        SmallModel.Write(holder);
        File.Delete(Path.Combine(holder, "model.safetensors"));
        using (var make = System.Diagnostics.Process.Start("mkfifo", [fifo, Path.Combine(holder, "model.safetensors")]))
            await make.WaitForExitAsync(Token);
        foreach (string relative in new[] { "here", "../up", "", " " })
            Assert.Equal(GridProblem.Invalid, (await Assert.ThrowsAsync<GridException>(() => ImportAsync(relative))).Problem);
        foreach (string path in new[] { "/no/such/folder", file, fifo, holder, "/proc", "/proc/self/mem", "/dev", "/dev/zero", "/" + new string('x', 5000), "/a\0b" })
            await FailsAsync(path, path.Split('\0')[0][..Math.Min(path.Split('\0')[0].Length, 40)]);
        await AbsentAsync();
    }

    [Fact]
    [Trait("Check", "F33")]
    public async Task SetAlias_SentAThousandTimes_MovesItOnce()
    {
        ModelVersionId a = (await ImportAsync(SmallModel.Write(cluster.Folder.File(_name + "a"), seed: 1))).Version!.Value, b = (await ImportAsync(SmallModel.Write(cluster.Folder.File(_name + "b"), seed: 2))).Version!.Value;
        SetAliasRequest request = new() { Operation = OperationId.New(), Alias = "champion", Target = a.Digest.Value };
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Model.SetAliasAsync(request, Token)));
        await Model.SetAliasAsync(new SetAliasRequest { Operation = OperationId.New(), Alias = "champion", Target = b.Digest.Value }, Token);
        // A late repetition does not move it back.
        ModelInfo info = await Model.SetAliasAsync(request, Token);
        Assert.Equal(2, info.History.Count(change => change.Name == "champion"));
        Assert.Equal(b, (await Model.ResolveAsync("champion", Token)).Id);
        Assert.Equal(GridProblem.Conflict, (await Assert.ThrowsAsync<GridException>(() => Model.SetAliasAsync(request with { Target = b.Digest.Value }, Token))).Problem);

        OperationId delete = OperationId.New();
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Model.DeleteVersionAsync(delete, a.Digest.Value, Token)));
        Assert.Equal([b], (await Model.GetAsync(Token)).Versions.Select(version => version.Id));
    }

    private async Task<ModelJobStatus> ImportAsync(string path) =>
        await ModelCluster.EndOfAsync(Model, await Model.ImportAsync(new ImportModelRequest { Operation = OperationId.New(), Kind = SourceKind.Path, Location = path }, Token))
            .WaitAsync(TimeSpan.FromSeconds(60), Token);

    private async Task FailsAsync(string path, string named)
    {
        ModelJobStatus job = await ImportAsync(path);
        Assert.True(job.State == JobState.Failed, $"{path}: {job.State}");
        Assert.True(job.Message!.Contains(named, StringComparison.Ordinal) && !job.Message.Contains("A fault of ClipGrid", StringComparison.Ordinal) && !job.Message.Contains('\n', StringComparison.Ordinal), $"{path}: {job.Message}");
    }

    private async Task AbsentAsync()
    {
        Assert.Equal(GridProblem.NotFound, (await Assert.ThrowsAsync<GridException>(() => Model.GetAsync(Token))).Problem);
        Assert.Equal(GridProblem.NotFound, (await Assert.ThrowsAsync<GridException>(() => Model.ResolveAsync(null, Token))).Problem);
        Assert.Empty((await cluster.Grains.GetGrain<ICatalogGrain>(nameof(CatalogKind.Models)).ListAsync(_name, 0, 10, Token)).Ids);
        string blobs = cluster.Folder.File($"blobs/models/{_name}");
        Assert.True(!Directory.Exists(blobs) || !Directory.EnumerateFiles(blobs, "*", SearchOption.AllDirectories).Any());
    }
}
