using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Metrics;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Metrics;

public sealed class MetricChunkFormatTests
{
    // Two points in format 1, packed by a program that shares no code with this one: they must be readable for ever.
    private const string Stored =
        "Q0dNRVRSSUMBAAAAlUvhkQcAAAAAAAAAAgAAAAAAAAA4AAAAAAAAAEAAAAAAAAAAgJ3h+/V/nwgANHr89X+fCAcAAAAAACAACAAAAAAAIACSJEmSJEnCPwAA"
        + "AAAAAMA/peLsw2fYNT+l4uzDZ9g1P5qZmZmZmbk/mpmZmZmZuT+amZmZmZksQJqZmZmZmSxAAAAAAAAAWUAAAAAAAABZQI5UXYN9uSI//Knx0k1iID8AAAAA"
        + "AAAAAHsUrkfheoQ/AAAAAAAA7D8AAAAAAAAAAA==";

    private static readonly MetricPoint[] Points = [.. Enumerable.Range(7, 2).Select(step => MetricLogTests.Point(step))];

    [Fact]
    public void Read_WhatWasWritten_IsTheSameBitForBit()
    {
        MetricPoint odd = MetricLogTests.Point(9) with { Loss = double.NaN, GradientNorm = double.NegativeInfinity, LearningRate = -0.0, MemoryBytes = long.MaxValue };
        MetricColumns read = MetricChunkFormat.Read("it", MetricChunkFormat.Write(MetricColumns.Of([.. Points, odd])));
        Assert.Equal((7, 3, 9), (read.FirstStep, read.Count, read.LastStep));
        Assert.Equal([.. Points, odd], Enumerable.Range(0, 3).Select(read.Point));
        Assert.True(double.IsNegative(read.Point(2).LearningRate));
    }

    [Fact]
    public void Write_TwoPoints_AreTheBytesOfFormatOne()
    {
        Assert.Equal(Stored, Convert.ToBase64String(MetricChunkFormat.Write(MetricColumns.Of(Points))));
        MetricColumns read = MetricChunkFormat.Read("it", Convert.FromBase64String(Stored));
        Assert.Equal(Points, Enumerable.Range(0, read.Count).Select(read.Point));
    }

    [Fact, Trait("Check", "F6")]
    public void Read_AnyByteFlippedOrMissing_IsCorrupt()
    {
        byte[] bytes = MetricChunkFormat.Write(MetricColumns.Of(Points));
        for (int index = 0; index < bytes.Length; index++)
        {
            byte[] flipped = [.. bytes];
            flipped[index] ^= 1;
            Assert.Equal(GridProblem.Corrupt, Assert.Throws<GridException>(() => MetricChunkFormat.Read("it", flipped)).Problem);
            Assert.Equal(GridProblem.Corrupt, Assert.Throws<GridException>(() => MetricChunkFormat.Read("it", bytes.AsSpan(0, index))).Problem);
        }
    }

    [Fact]
    public void Read_FormatOfANewerRelease_SaysSo()
    {
        WordWriter writer = new("CGMETRIC", 2, 1);
        writer.Write(1L);
        Assert.Equal(GridProblem.NewerFormat, Assert.Throws<GridException>(() => MetricChunkFormat.Read("it", writer.Complete())).Problem);
    }

    [Fact]
    public void Columns_EachSeries_HasItsMembersValues()
    {
        Assert.Equal(MetricColumns.SeriesCount, Enum.GetValues<MetricSeries>().Length);
        MetricPoint point = TestHistories.Point(5);
        MetricColumns columns = MetricColumns.Of([point]);
        foreach (MetricSeries series in Enum.GetValues<MetricSeries>())
            Assert.Equal(TestHistories.Value(point, series), columns.Series(series)[0]);
    }

    [Fact]
    public void ReadJson_StepLeftOut_IsCorrupt() =>
        Assert.Equal(GridProblem.Corrupt, Assert.Throws<GridException>(() => MetricChunkFormat.ReadJson("it", System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new[] { MetricLogTests.Point(1), MetricLogTests.Point(3) }))).Problem);
}
