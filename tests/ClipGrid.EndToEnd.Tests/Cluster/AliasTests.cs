using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.EndToEnd.Tests.Grid;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>An alias that is moved from one version of a model to another while clients search through it.</summary>
[Trait("Speed", "Slow")]
[Collection(typeof(SharedClusterGrid))]
public sealed class AliasTests(ClusterGrid grid)
{
    private static readonly DatasetRef Emoji = DatasetRef.Parse("emoji");
    private static readonly ModelName Name = ModelName.Parse("emoji");
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Trait("Check", "F30")]
    public async Task Alias_MovedWhileClientsSearchThroughIt_EachAnswerIsOfOneVersionAndAllFollow()
    {
        await grid.HealAsync();
        ModelVersionId other = await grid.Client.TrainAsync(SmallRecipe.Specification(Emoji, Name, stepCount: 20) with { Seed = 7 });
        await grid.Client.Embeddings.EmbedAsync(Emoji, new ModelRef(Name, other.Digest.Value), cancellationToken: Cancel);
        Dictionary<ModelVersionId, ImmutableArray<KnownAnswer>> known = new() { [grid.Model] = grid.Known, [other] = await grid.KnowAsync(other) };
        // What tells a mixture from either.
        Assert.NotEqual(known[grid.Model].SelectMany(one => one.Hits), known[other].SelectMany(one => one.Hits));
        await PointAsync(grid.Model);
        await using AliasLoad load = new() { Known = known, Alias = new ModelRef(Name, "moving") };
        await load.StartAsync(grid, clientCount: 8);

        List<(TimeSpan At, ModelVersionId Target)> moves = [];
        foreach (ModelVersionId target in new[] { other, grid.Model, other })
        {
            TimeSpan asked = load.Now;
            await PointAsync(target);
            // From here on it is acknowledged.
            moves.Add((load.Now, target));
            TestContext.Current.TestOutputHelper!.WriteLine($"Move {moves.Count} took {(load.Now - asked).TotalMilliseconds:f0} ms.");
            while (load.Now - moves[^1].At < LongestWait + TimeSpan.FromSeconds(1))
                await Task.Delay(50, Cancel);
        }
        await load.StopAsync();

        foreach ((int number, (TimeSpan at, ModelVersionId target)) in moves.Index())
        {
            (TimeSpan Asked, ModelVersionId Model)[] later = [.. load.Answers.Where(answer => answer.Asked >= at && answer.Asked < at + LongestWait)];
            TimeSpan last = later.Where(answer => answer.Model != target).Select(answer => answer.Asked - at).DefaultIfEmpty().Max();
            TestContext.Current.TestOutputHelper!.WriteLine($"{later.Length} answers after move {number + 1}, the last of the old version was asked for {last.TotalMilliseconds:f0} ms after it.");
            Assert.Contains(later, answer => answer.Model == target);
            Assert.Equal(TimeSpan.Zero, last);
        }
    }

    private Task<ModelInfo> PointAsync(ModelVersionId target) =>
        grid.Client.Models.SetAliasAsync(Name, new SetAliasRequest { Operation = OperationId.New(), Alias = "moving", Target = target.Digest.Value }, Cancel);
}
