using System.Collections.Immutable;
using System.Text;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Storage.GrainStates;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Storage;

public sealed class BlobGrainStorageTests : IDisposable
{
    private static readonly GrainId s_grain = GrainId.Create("session", "holiday/2025 ü");
    private readonly TemporaryFolder _folder = new();
    private readonly FileBlobStore _store;
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public BlobGrainStorageTests() => _store = new FileBlobStore(_folder.Path);

    public void Dispose()
    {
        _services.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ReadStateAsync_OfWhatWasWritten_GivesAllOfIt()
    {
        NotebookState state = new()
        {
            Title = "Ünï \"q\"",
            Pages = [new NotebookPage { Number = 1, Score = double.NaN, Words = ["a", "b"] }, new NotebookPage { Number = 2, Score = 0.1, Words = [] }],
            Marks = ImmutableDictionary<string, long>.Empty.Add("x", long.MaxValue),
            Kind = BlobStorageKind.Azure,
            At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        };
        GrainState<NotebookState> written = new(state);
        await Storage().WriteStateAsync("state", s_grain, written);
        GrainState<NotebookState> read = new();
        await Storage().ReadStateAsync("state", s_grain, read);
        Assert.Equivalent(state, read.State, strict: true);
        Assert.True(written.RecordExists && read.RecordExists);
        Assert.Equal(written.ETag, read.ETag);
        BlobInfo blob = Assert.Single((await _store.ListAsync("grains/", null, 10, TestContext.Current.CancellationToken)).Blobs);
        Assert.Equal("grains/session/holiday@2F2025@20@C3@BC/state", blob.Name);
    }

    [Fact]
    public async Task ReadStateAsync_OfNoState_GivesANewOne()
    {
        GrainState<NotebookState> read = new() { ETag = "old", RecordExists = true };
        await Storage().ReadStateAsync("state", s_grain, read);
        Assert.NotNull(read.State);
        Assert.Null(read.ETag);
        Assert.False(read.RecordExists);
    }

    [Fact]
    [Trait("Check", "F32")]
    public async Task WriteStateAsync_OfTwoActivations_LetsOneWinAndTellsTheOther()
    {
        GrainState<NotebookState> first = new(new NotebookState { Title = "first" }), second = new(new NotebookState { Title = "second" });
        await Storage().WriteStateAsync("state", s_grain, first);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage().WriteStateAsync("state", s_grain, second));
        await Storage().ReadStateAsync("state", s_grain, second);
        Assert.Equal("first", second.State?.Title);
        await Storage().WriteStateAsync("state", s_grain, first);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage().WriteStateAsync("state", s_grain, second));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage().ClearStateAsync("state", s_grain, second));
    }

    [Fact]
    public async Task ClearStateAsync_ThenWritten_BeginsAnew()
    {
        GrainState<NotebookState> state = new(new NotebookState { Title = "old" });
        await Storage().WriteStateAsync("state", s_grain, state);
        await Storage().ClearStateAsync("state", s_grain, state);
        Assert.False(state.RecordExists);
        Assert.Equal("", state.State?.Title);
        Assert.Empty((await _store.ListAsync("", null, 10, TestContext.Current.CancellationToken)).Blobs);
        await Storage().WriteStateAsync("state", s_grain, state);
        Assert.True(state.RecordExists);
    }

    [Theory]
    [InlineData("{\"format\":2,\"state\":{},\"more\":1}", GridProblem.NewerFormat)]
    [InlineData("{\"format\":1,\"state\":{\"unknown\":1}}", GridProblem.Corrupt)]
    [InlineData("{\"format\":1,\"state\":null}", GridProblem.Corrupt)]
    [InlineData("{\"format\":1}", GridProblem.Corrupt)]
    [InlineData("{\"format\":\"1\",\"state\":{}}", GridProblem.Corrupt)]
    [InlineData("[]", GridProblem.Corrupt)]
    [InlineData("", GridProblem.Corrupt)]
    public async Task ReadStateAsync_OfWhatItCannotRead_SaysWhyAndNamesTheBlob(string text, GridProblem problem)
    {
        string name = GrainStateName.Of("state", s_grain);
        await _store.PutAsync(name, Encoding.UTF8.GetBytes(text), BlobCondition.None, TestContext.Current.CancellationToken);
        GridException exception = await Assert.ThrowsAsync<GridException>(() => Storage().ReadStateAsync("state", s_grain, new GrainState<NotebookState>()));
        Assert.Equal(problem, exception.Problem);
        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Escape_OfAnyText_IsANameAndReadsBack() =>
        Gen.String[0, 150].Sample(text =>
        {
            // A lone surrogate is no text that UTF-8 can hold.
            string whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            Assert.Equal(whole, GrainStateName.Unescape(Escaped(whole)));
        });

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("@")]
    [InlineData("../../etc/passwd")]
    [InlineData("a@2Fb")]
    public void Escape_OfHostileText_IsANameAndReadsBack(string text) => Assert.Equal(text, GrainStateName.Unescape(Escaped(text)));

    [Theory]
    [InlineData(180)]
    [InlineData(181)]
    [InlineData(182)]
    [InlineData(900)]
    public void Escape_OfManyDots_IsANameAndReadsBack(int count) => Escape_OfHostileText_IsANameAndReadsBack(new string('.', count));

    private static string Escaped(string text)
    {
        string segments = GrainStateName.Escape(text);
        Assert.Equal(segments, BlobName.Check(segments));
        return segments;
    }

    private BlobGrainStorage Storage() => new(_store, _services.GetRequiredService<IActivatorProvider>());
}
