using ClipGrid.Model.Network;
using CsCheck;
using Xunit;

namespace ClipGrid.Model.Tests.Network;

public sealed class TextGroupsTests
{
    private const int ContextLength = 40;
    private const int EndOfText = 99;

    [Fact]
    public void Of_AnyLengths_CoversEachRowOnceAndHoldsItsEnd() => Gen.Int[2, ContextLength].Array[1, 60].Sample(lengths =>
    {
        IReadOnlyList<TextGroup> groups = TextGroups.Of(Tokens(lengths), ContextLength);
        Assert.Equal(Enumerable.Range(0, lengths.Length), groups.SelectMany(group => group.Rows).Order());
        Assert.All(groups, group => Assert.Equal(group.Length, group.Rows.Max(row => lengths[row])));
    });

    [Fact]
    public void Of_OneLongCaption_DoesNotStretchTheOthers()
    {
        int[] lengths = [.. Enumerable.Repeat(5, 100), ContextLength];
        Assert.Equal(2, TextGroups.Of(Tokens(lengths), ContextLength).Count);
    }

    [Fact]
    public void Of_RowsAlike_SharesWhatIsBeforeTheShortestEnd()
    {
        // The rows of Tokens differ in length only.
        Assert.Equal(5, Assert.Single(TextGroups.Of(Tokens([6, 7, 6]), ContextLength)).SharedPrefixLength);
        Assert.Equal(0, Assert.Single(TextGroups.Of(Tokens([6]), ContextLength)).SharedPrefixLength);
        long[] tokens = Tokens([6, 6]);
        tokens[ContextLength + 2] = 8;
        Assert.Equal(2, Assert.Single(TextGroups.Of(tokens, ContextLength)).SharedPrefixLength);
    }

    [Fact]
    public void Lengths_TwoEndsOfText_TakesTheFirst() => Assert.Equal([2], TextGroups.Lengths([1, EndOfText, 3, EndOfText, 0], 5));

    private static long[] Tokens(int[] lengths)
    {
        long[] tokens = new long[lengths.Length * ContextLength];
        for (int row = 0; row < lengths.Length; row++)
        {
            tokens.AsSpan(row * ContextLength, lengths[row] - 1).Fill(7);
            tokens[(row * ContextLength) + lengths[row] - 1] = EndOfText;
        }
        return tokens;
    }
}
