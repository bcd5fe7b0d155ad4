using ClipGrid.Model.Evaluation;
using Xunit;

namespace ClipGrid.Model.Tests.Evaluation;

public sealed class EmbeddingMatrixTests
{
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(3e15f)]
    public void Constructor_BadValue_NamesRowAndColumn(float bad)
    {
        var error = Assert.Throws<InvalidEmbeddingException>(() => new EmbeddingMatrix(new[] { 1f, 2, 3, 4, bad, 6 }, 3));
        Assert.Contains("Value 1 of embedding 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_HalfARow_Throws() =>
        Assert.Throws<ArgumentException>(() => new EmbeddingMatrix(new float[7], 3));

    [Fact]
    public void Constructor_NoRows_IsEmpty() => Assert.Equal(0, new EmbeddingMatrix(Array.Empty<float>(), 3).RowCount);

    [Fact]
    public void FromRows_DifferentWidths_NamesTheRow()
    {
        var error = Assert.Throws<ArgumentException>(() => EmbeddingMatrix.FromRows([new float[3], new float[3], new float[4]]));
        Assert.Contains("Embedding 2 has 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromRows_Rows_AreCopiedInOrder()
    {
        EmbeddingMatrix matrix = EmbeddingMatrix.FromRows([new[] { 1f, 2 }, new[] { 3f, 4 }]);
        Assert.Equal([3f, 4], matrix.Row(1).ToArray());
        Assert.Equal((2, 2), (matrix.RowCount, matrix.Dimension));
    }

    [Fact]
    public void ToUnitRows_LargeAndSmallRows_HaveLengthOne()
    {
        EmbeddingMatrix unit = new EmbeddingMatrix(new[] { 3e14f, 4e14f, 3e-30f, 4e-30f }, 2).ToUnitRows();
        Assert.Equal([0.6f, 0.8f, 0.6f, 0.8f], unit.Values.ToArray());
    }

    [Fact]
    public void ToUnitRows_ZeroRow_NamesIt()
    {
        var error = Assert.Throws<InvalidEmbeddingException>(() => new EmbeddingMatrix(new[] { 1f, 0, 0, 0 }, 2).ToUnitRows());
        Assert.Contains("Embedding 1", error.Message, StringComparison.Ordinal);
    }
}
