using System.Globalization;
using ClipGrid.Dashboard.Training.Curves;
using CsCheck;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training.Curves;

public sealed class CurveSettingsTests
{
    private static readonly Gen<CurveSettings> Settings = Gen.Select(
        Gen.OneOf("step", "samples", "time"), Gen.Bool, Gen.Int[0, 99], Gen.Bool,
        (axis, isLog, smoothing, clips) => new CurveSettings { Axis = axis, IsLog = isLog, Smoothing = smoothing / 100.0, Clips = clips });

    [Fact]
    public void Parse_OfQuery_IsTheSameSettings() => Settings.Sample(settings =>
    {
        IReadOnlyDictionary<string, object?> query = settings.Query();
        return CurveSettings.Parse(query["axis"] as string, Flag(query["log"]), Number(query["smooth"]), Flag(query["clip"])) == settings;
    });

    [Fact]
    public void Query_AsUsual_SaysNothing() => Assert.All(new CurveSettings().Query().Values, Assert.Null);

    [Theory]
    [InlineData("\"><script>", double.NaN)]
    [InlineData("STEP", -0.1)]
    [InlineData(null, 1.0)]
    [InlineData("", double.PositiveInfinity)]
    public void Parse_WhatCannotBe_IsAsUsual(string? axis, double smoothing) => Assert.Equal(new CurveSettings(), CurveSettings.Parse(axis, null, smoothing, null));

    private static bool? Flag(object? said) => said is string text ? bool.Parse(text) : null;

    private static double? Number(object? said) => said is string text ? double.Parse(text, CultureInfo.InvariantCulture) : null;
}
