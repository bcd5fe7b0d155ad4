using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Access;
using ClipGrid.Grains.Tests.Storage;
using SkiaSharp;
using Xunit;

namespace ClipGrid.Grains.Tests.Access;

/// <summary>Who is let in at the door of every grain, through the SDK and past it.</summary>
public sealed class CallGuardTests(GuardedCluster cluster) : IClassFixture<GuardedCluster>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Trait("Check", "S7")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("admin")]
    [InlineData("cgk_000000000000_0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Call_KeyThatNobodyHas_IsUnauthenticated(string? key)
    {
        GridException refused = await Assert.ThrowsAsync<GridException>(() => cluster.With(key).Cluster.GetSilosAsync(Cancel));
        Assert.Equal(GridProblem.Unauthenticated, refused.Problem);
    }

    [Fact, Trait("Check", "S7")]
    public async Task Call_RawClientWithForgedRole_IsUnauthenticated()
    {
        RequestContext.Set(CallerHeader.Role, nameof(GridRole.Admin));
        RequestContext.Set(CallerHeader.For, "root");
        RequestContext.Set(CallerHeader.Name, "the cluster");

        GridException refused = await Assert.ThrowsAsync<GridException>(() => cluster.Stranger.GetGrain<ISilosGrain>(0).GetAsync(Cancel));

        Assert.Equal(GridProblem.Unauthenticated, refused.Problem);
    }

    [Fact, Trait("Check", "S7")]
    public async Task Call_WhatIsTheClustersOwn_IsDeniedToAnAdmin()
    {
        (NewApiKey key, _) = await cluster.InviteAsync("boss", GridRole.Admin);
        RequestContext.Set(CallerHeader.Key, key.Text);

        await DeniedAsync(() => cluster.Stranger.GetGrain<IKeyDirectoryGrain>(IAccessGrain.Key).FindAsync(key.Info.Id, Cancel));
        await DeniedAsync(() => cluster.Stranger.GetGrain<IPartitionGrain>("emoji/1/0").RetireAsync([], 1, Cancel));
        await DeniedAsync(() => cluster.Stranger.GetGrain<IPartitionEmbeddingsGrain>("emoji/1/0").StopEmbeddingAsync(default, Cancel));
        await DeniedAsync(() => cluster.Stranger.GetGrain<ICatalogGrain>(nameof(CatalogKind.Datasets)).RemoveAsync("emoji", Cancel));
        await DeniedAsync(() => cluster.Stranger.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero));
    }

    [Fact, Trait("Check", "S2")]
    public async Task Roles_EachMayWhatThoseBeforeItMay()
    {
        (_, ClipGridClient reader) = await cluster.InviteAsync("reader", GridRole.Reader);
        (_, ClipGridClient trainer) = await cluster.InviteAsync("trainer", GridRole.Trainer);
        string silo = (await reader.Cluster.GetSilosAsync(Cancel))[0].Name;
        ModelName model = ModelName.Parse("none");

        await DeniedAsync(() => reader.Models.DeleteVersionAsync(new ModelRef(model, new string('a', 64)), Cancel));
        await DeniedAsync(() => reader.Datasets.DeleteAsync(DatasetName.Parse("none"), Cancel));
        await DeniedAsync(() => reader.Cluster.GetLogAsync(silo, 0, 10, Cancel));
        await DeniedAsync(() => reader.Access.ListKeysAsync(Cancel));
        await DeniedAsync(() => trainer.Datasets.DeleteAsync(DatasetName.Parse("none"), Cancel));
        await DeniedAsync(() => trainer.Access.CreateKeyAsync(new CreateKeyRequest { Name = "mine", Role = GridRole.Admin }, Cancel));
        await cluster.Admin.Cluster.GetLogAsync(silo, 0, 10, Cancel);
        Assert.NotEmpty(await cluster.Admin.Access.ListKeysAsync(Cancel));
    }

    [Fact]
    public async Task Ingest_AskedForByATrainer_GoesOnAsTheClusterAfterTheCall()
    {
        using TemporaryFolder folder = new();
        Draw(folder.Path, 3);
        (_, ClipGridClient trainer) = await cluster.InviteAsync("ingester", GridRole.Trainer);
        (_, ClipGridClient reader) = await cluster.InviteAsync("looker", GridRole.Reader);

        IngestStatus status = await trainer.Datasets.AddAsync(new AddDatasetRequest { Name = DatasetName.Parse("drawn"), Paths = [folder.Path] }, cancellationToken: Cancel);

        Assert.Equal((JobState.Completed, 3), (status.State, status.ItemCount));
        List<ItemInfo> items = [];
        await foreach (ItemInfo item in reader.Datasets.ListItemsAsync(DatasetRef.Parse("drawn"), Cancel))
            items.Add(item);
        Assert.Equal(3, items.Count);
        await DeniedAsync(() => reader.Datasets.DeleteItemsAsync(DatasetName.Parse("drawn"), new DeleteItemsRequest { Operation = OperationId.New(), Keys = [items[0].Key] }, Cancel));
    }

    [Fact]
    public async Task Key_Revoked_IsRefusedWithinSecondsOnAllSilos()
    {
        (NewApiKey key, ClipGridClient client) = await cluster.InviteAsync("leaver", GridRole.Reader);
        await client.Cluster.GetSilosAsync(Cancel);

        await cluster.Admin.Access.RevokeKeyAsync(key.Info.Id, Cancel);

        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(15));
        while (await IsLetInAsync(client))
            await Task.Delay(100, patience.Token);
        Assert.NotNull((await cluster.Admin.Access.ListKeysAsync(Cancel)).Single(known => known.Id == key.Info.Id).RevokedAt);
        // Its name is free again.
        await cluster.InviteAsync("leaver", GridRole.Reader);
    }

    [Fact]
    public async Task Key_ThatSpeaksForOthers_GivesThemTheirRoleAndNotItsOwn()
    {
        (NewApiKey web, _) = await cluster.InviteAsync("web", GridRole.Admin, speaksForOthers: true);
        (NewApiKey plain, _) = await cluster.InviteAsync("plain", GridRole.Admin);

        await cluster.For(web.Text, "anna@example.org", GridRole.Reader).Cluster.GetSilosAsync(Cancel);
        await DeniedAsync(() => cluster.For(web.Text, "anna@example.org", GridRole.Reader).Access.ListKeysAsync(Cancel));
        await DeniedAsync(() => cluster.For(web.Text, "bert@example.org", role: null).Cluster.GetSilosAsync(Cancel));
        await DeniedAsync(() => cluster.For(plain.Text, "anna@example.org", GridRole.Reader).Cluster.GetSilosAsync(Cancel));
        await cluster.For(web.Text, "chef@example.org", GridRole.Admin).Access.ListKeysAsync(Cancel);
    }

    [Fact]
    public async Task Key_AskedWhoseItIs_IsTold()
    {
        (NewApiKey key, ClipGridClient reader) = await cluster.InviteAsync("asker", GridRole.Trainer);

        Assert.Equal(new CallerInfo("asker", GridRole.Trainer), await reader.Access.IdentifyAsync(key.Text, Cancel));
        GridException unknown = await Assert.ThrowsAsync<GridException>(() => reader.Access.IdentifyAsync(key.Text[..^1] + (key.Text[^1] == '0' ? '1' : '0'), Cancel));
        Assert.Equal(GridProblem.Unauthenticated, unknown.Problem);
    }

    [Theory]
    [InlineData("Two Words", GridRole.Reader, null, GridProblem.Invalid)]
    [InlineData("fine", (GridRole)9, null, GridProblem.Invalid)]
    [InlineData("fine", GridRole.Reader, 5, GridProblem.Invalid)]
    [InlineData("first-admin", GridRole.Reader, null, GridProblem.Conflict)]
    public async Task CreateKey_ThatCannotBe_IsRefused(string name, GridRole role, int? seconds, GridProblem problem)
    {
        TimeSpan? lifetime = seconds is { } given ? TimeSpan.FromSeconds(given) : null;

        GridException refused = await Assert.ThrowsAsync<GridException>(() => cluster.InviteAsync(name, role, lifetime: lifetime));

        Assert.Equal(problem, refused.Problem);
    }

    private static async Task<bool> IsLetInAsync(ClipGridClient client)
    {
        try
        {
            await client.Cluster.GetSilosAsync(Cancel);
            return true;
        }
        catch (GridException error) when (error.Problem == GridProblem.Unauthenticated)
        {
            return false;
        }
    }

    private static async Task DeniedAsync(Func<Task> call)
    {
        GridException refused = await Assert.ThrowsAsync<GridException>(call);
        Assert.Equal(GridProblem.Denied, refused.Problem);
    }

    private static void Draw(string folder, int count)
    {
        string named = Directory.CreateDirectory(Path.Combine(folder, "drawing")).FullName;
        for (int i = 0; i < count; i++)
        {
            using SKBitmap picture = new(8, 8);
            picture.Erase(new SKColor((byte)(60 * i), 100, 200));
            using SKData png = picture.Encode(SKEncodedImageFormat.Png, 100);
            File.WriteAllBytes(Path.Combine(named, $"{i}.png"), png.ToArray());
        }
    }
}
