using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Search;
using ClipGrid.Model.Classification;
using Xunit;

namespace ClipGrid.Grains.Tests.Search;

/// <summary>Pictures by the labels that a model was trained to tell apart.</summary>
public sealed class HeadAnswersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ClassifyAsync_WithoutClasses_EqualsTheHeadAndFetchesItOnce()
    {
        using MemoryGrid grid = Grid();
        SearchEngine engine = SearchEngineTests.Engine(grid);

        ClassifyResult result = await engine.ClassifyAsync(Request, Token);
        await engine.ClassifyAsync(Request, Token);

        float[] probabilities = grid.Head!.Probabilities(grid.Texts["picture"]);
        (string, double)[] expected = [.. probabilities.Select((value, c) => (grid.Head.Classes[c], (double)value)).OrderByDescending(pair => pair.Item2).Take(2)];
        Assert.Equal(expected, result.Pictures[0].Classes.Select(best => (best.Class, best.Probability)));
        Assert.All(result.Pictures[0].Classes, best => Assert.InRange(best.Score, -1, 1));
        Assert.Empty(result.Pictures[1].Classes);
        Assert.NotNull(result.Pictures[1].Error);
        Assert.Equal((1, 0), (grid.HeadCount, grid.EmbeddedTextCount));
    }

    [Fact]
    public async Task ClassifyAsync_MoreThanThereAre_GivesAllAndTheyAddUpToOne()
    {
        using MemoryGrid grid = Grid();

        ClassifyResult result = await SearchEngineTests.Engine(grid).ClassifyAsync(Request with { Top = 100 }, Token);

        Assert.Equal(3, result.Pictures[0].Classes.Length);
        Assert.Equal(1, result.Pictures[0].Classes.Sum(best => best.Probability), 1e-5);
    }

    [Fact]
    public async Task ClassifyAsync_ClassesAreGiven_TheHeadIsNotAsked()
    {
        using MemoryGrid grid = Grid();
        grid.Texts["a bird"] = grid.Vector();

        ClassifyResult result = await SearchEngineTests.Engine(grid).ClassifyAsync(Request with { Classes = ["bird"], Templates = ["a {}"] }, Token);

        Assert.Equal(["bird"], result.Pictures[0].Classes.Select(best => best.Class));
        Assert.Equal(0, grid.HeadCount);
    }

    [Fact]
    public async Task ClassifyAsync_NeitherClassesNorHead_SaysWhatToDo()
    {
        using MemoryGrid grid = new(12, 1);
        GridException error = await Assert.ThrowsAsync<GridException>(() => SearchEngineTests.Engine(grid).ClassifyAsync(Request, Token));

        Assert.Equal(GridProblem.Invalid, error.Problem);
        Assert.Contains("give the classes' names, or train a version with classification", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Best_RowOfZeros_HasNoCosine()
    {
        PictureClasses best = HeadAnswers.Best(ClassifierHead.Zeros(["a", "b"], 2), [1, 0], 5);

        Assert.Equal([("a", 0.5, 0.0), ("b", 0.5, 0.0)], best.Classes.Select(one => (one.Class, one.Probability, one.Score)));
    }

    private static ClassifyRequest Request { get; } = new()
    {
        Model = ModelRef.Parse("demo"),
        Pictures = [new PictureInput { Bytes = "picture"u8.ToArray() }, new PictureInput { Bytes = "no picture"u8.ToArray() }],
        Top = 2,
    };

    private static MemoryGrid Grid()
    {
        Random random = new(4);
        float[] weights = [.. Enumerable.Range(0, 21).Select(_ => (random.NextSingle() - 0.5f) * 20)];
        MemoryGrid grid = new(12, 1) { Head = new ClassifierHead(["cat", "dog", "cow"], weights, new float[] { 0.5f, -0.5f, 0 }) };
        grid.Texts["picture"] = grid.Vector();
        return grid;
    }
}
