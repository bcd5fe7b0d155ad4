using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Training.Advice;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Advice;

/// <summary>What is seen of a data set.</summary>
public sealed class DataFactsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_AFewItems_CountsAllThatAreShown()
    {
        TestDataset dataset = new();
        TestNeighbours neighbours = new(dataset);
        neighbours.Deleted.Add("item-00");
        DataFacts facts = await new DataFactsReader(neighbours, dataset).ReadAsync(new DatasetRef(TestDataset.Name), Token);

        ItemInfo[] items = [.. dataset.Items.Select(item => item.Info).Where(item => item.Key != "item-00")];
        Assert.Equal("shapes@1", facts.Dataset.ToString());
        Assert.Equal((39L, 39), (facts.ItemCount, facts.Items.Length));
        Assert.Equal(items.Count(item => item.Label is not null), facts.LabelledCount);
        Assert.Equal(items.Where(item => item.Label is not null).GroupBy(item => item.Label!).Select(group => (group.Key, (long)group.Count())).Order(), facts.LabelCounts.Select(pair => (pair.Key, pair.Value)).Order());
        Assert.Equal((items.Count(item => item.Captions.Length > 0), items.Sum(item => item.Captions.Length)), (facts.CaptionedCount, facts.CaptionCount));
        Assert.Equal(18, facts.TypicalSide);
        Assert.False(facts.HasLabelsOnly);
        Assert.Null(facts.SidedWord);
    }

    [Theory]
    [InlineData("a cat left of a dog", "left")]
    [InlineData("Right-handed glove", "Right")]
    [InlineData("a sign with TEXT on it", "TEXT")]
    [InlineData("the bright leftover textile", null)]
    [InlineData("", null)]
    public void Find_ACaption_KnowsWholeWordsOnly(string caption, string? word) => Assert.Equal(word, SidedWords.Find(caption));

    [Theory]
    [InlineData("7", "7")]
    [InlineData("42", "42")]
    [InlineData("b", "b")]
    [InlineData("left hand", "left")]
    [InlineData("cat", null)]
    [InlineData("", null)]
    public void FindInLabel_WhatIsRead_IsNotMirrored(string label, string? word) => Assert.Equal(word, SidedWords.FindInLabel(label));

    [Theory]
    [InlineData(0L, 2)]
    [InlineData(3L, 2)]
    [InlineData(4L, 4)]
    [InlineData(127L, 64)]
    [InlineData(long.MaxValue, 1 << 20)]
    public void PowerOfTwo_Number_IsTheGreatestUpToItAndTwoAtLeast(long number, int power) => Assert.Equal(power, Rounding.PowerOfTwo(number));
}
