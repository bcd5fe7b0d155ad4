using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;
using ClipGrid.TestKit.Fixtures;
using Xunit;

namespace ClipGrid.Grains.Tests.Storage.Formats;

/// <summary>Every kind of blob, over a grid that an earlier release left: that one is read, and a later one is refused before anything is made of it.</summary>
[Trait("Check", "F31")]
public sealed class NewerFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileBlobStore _store;

    public NewerFormatTests()
    {
        StoredRelease.Unpack(_folder.Path);
        _store = new FileBlobStore(_folder.File("blobs"));
    }

    public static TheoryData<string> Kinds => [.. StoredKinds.All.Select(kind => kind.Name)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Blob_EachOfAGrid_IsOfAKnownKind()
    {
        List<string> strangers = [];
        await foreach (BlobInfo blob in _store.ListAllAsync("", Cancel))
            if (!StoredKinds.All.Any(kind => kind.Has(blob.Name)) && !StoredKinds.Others.Any(other => new StoredKind(other, null, (_, _) => Task.CompletedTask).Has(blob.Name)))
                strangers.Add(blob.Name);
        Assert.Empty(strangers);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Blob_OfTheEarlierRelease_IsRead(string kind)
    {
        (StoredKind stored, string name) = await FindAsync(kind);

        await stored.ReadAsync(_store, name);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Blob_OfALaterRelease_IsRefusedInASentenceThatSaysWhatToDo(string kind)
    {
        (StoredKind stored, string name) = await FindAsync(kind);
        await _store.PutAsync(name, stored.Renew(await _store.GetAsync(name, null, Cancel)), BlobCondition.None, Cancel);

        GridException refused = await Assert.ThrowsAsync<GridException>(() => stored.ReadAsync(_store, name));

        Assert.Equal(GridProblem.NewerFormat, refused.Problem);
        // Its name, or that of what it is a part of.
        Assert.Contains(refused.Message.Split(' '), word => word.Length > 5 && (name.StartsWith(word, StringComparison.Ordinal) || name.Contains(word.Replace('@', '/'), StringComparison.Ordinal)));
        Assert.Matches($@"written by a newer ClipGrid \(format {StoredKind.NewFormat}; this one reads up to \d+\): use that release", refused.Message);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(StoredKind Kind, string Blob)> FindAsync(string kind)
    {
        await StoredKinds.AddLaterOnesAsync(_store, Cancel);
        StoredKind stored = StoredKinds.All.Single(one => one.Name == kind);
        await foreach (BlobInfo blob in _store.ListAllAsync("", Cancel))
            if (stored.Has(blob.Name))
                return (stored, blob.Name);
        Assert.Fail($"The stored grid has no blob {kind}.");
        return default;
    }
}
