using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using Xunit;

namespace ClipGrid.Grains.Tests.Access;

/// <summary>Who asked for what can be read afterwards, by admins only.</summary>
public sealed class AuditTests(GuardedCluster cluster) : IClassFixture<GuardedCluster>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Audit_OfWhatWasAskedFor_TellsWhoWhatOfWhatAndWhyNot()
    {
        (NewApiKey key, ClipGridClient anna) = await cluster.InviteAsync("anna", GridRole.Admin);
        SetAliasRequest move = new() { Operation = OperationId.New(), Alias = "champion", Target = "3f9c0a1b" };
        GridException none = await Assert.ThrowsAsync<GridException>(() => anna.Models.SetAliasAsync(ModelName.Parse("nobody"), move, Cancel));
        await anna.Datasets.DeleteAsync(DatasetName.Parse("gone"), Cancel);
        DeleteItemsRequest items = new() { Operation = OperationId.New(), Keys = ["a\r\nb", "c"] };
        await Assert.ThrowsAsync<GridException>(() => anna.Datasets.DeleteItemsAsync(DatasetName.Parse("gone"), items, Cancel));
        await cluster.Admin.Access.RevokeKeyAsync(key.Info.Id, Cancel);

        List<AuditEntry> entries = await ReadAsync(cluster.Admin);
        Assert.Equal(
            [
                ("first-admin", "make a key", "grid", "anna, Admin", null),
                ("anna", "move an alias of the model", "nobody", "champion to 3f9c0a1b", null),
                ("anna", "move an alias of the model", "nobody", "champion to 3f9c0a1b", none.Message),
                ("anna", "delete the data set", "gone", null, null),
                ("anna", "delete items of the data set", "gone", "2, the first a??b", null),
                ("first-admin", "revoke a key", "grid", key.Info.Id, null),
            ],
            entries.Where(entry => entry.Caller == "anna" || entry.Detail == "anna, Admin" || entry.Detail == key.Info.Id)
                .Where(entry => entry.Refusal is null || entry.Action.StartsWith("move", StringComparison.Ordinal))
                .Select(entry => (entry.Caller, entry.Action, entry.Subject, entry.Detail, entry.Refusal)));
        Assert.DoesNotContain(entries, entry => entry.ToString().Contains(key.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Audit_OfOthersThanAdmins_IsNotShown()
    {
        (_, ClipGridClient trainer) = await cluster.InviteAsync("curious", GridRole.Trainer);
        GridException denied = await Assert.ThrowsAsync<GridException>(() => ReadAsync(trainer));
        Assert.Equal(GridProblem.Denied, denied.Problem);
    }

    private static async Task<List<AuditEntry>> ReadAsync(ClipGridClient client)
    {
        List<AuditEntry> entries = [];
        await foreach (AuditEntry entry in client.Access.ListAuditAsync(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), Cancel))
            entries.Add(entry);
        return entries;
    }
}
