using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;
using CsCheck;
using Xunit;

namespace ClipGrid.Contracts.Tests.Search;

/// <summary>Filters as people write them.</summary>
public sealed class FilterTextTests
{
    private static readonly Gen<string> Texts = Gen.Frequency(
        (3, Gen.OneOf("cat", "light blue", "and", "TRUE", "12", "-3e5", "", "a\"b", "it's", "back\\slash", "new\nline", "\u0001", "ünï", "*", "(x)", "a.b-c_d/e:f")),
        (1, Gen.String[0, 12]));

    private static readonly Gen<string> Fields = Texts.Where(text => text.Length > 0);

    private static readonly Gen<double> Numbers = Gen.OneOf(Gen.Double.Where(double.IsFinite), Gen.Int[-3000, 3000].Select(i => (double)i));

    private static readonly Gen<MetadataValue> Values = Gen.OneOf(
        Texts.Select(text => new MetadataValue(text)), Numbers.Select(number => new MetadataValue(number)), Gen.Bool.Select(flag => new MetadataValue(flag)));

    private static readonly Gen<ItemFilter> Comparisons = Gen.OneOf<ItemFilter>(
        Gen.Select(Fields, Values, (field, value) => (ItemFilter)new EqualsFilter(field, value)),
        Gen.Select(Fields, Values.Array[0, 4], (field, values) => (ItemFilter)new InFilter(field, [.. values])),
        Gen.Select(Fields, Numbers, Gen.Bool, (field, number, excludes) => (ItemFilter)new RangeFilter { Field = field, Min = number, ExcludesMin = excludes }),
        Gen.Select(Fields, Numbers, Gen.Bool, (field, number, excludes) => (ItemFilter)new RangeFilter { Field = field, Max = number, ExcludesMax = excludes }),
        Gen.Select(Fields, Numbers, Numbers, (field, min, max) => (ItemFilter)new RangeFilter { Field = field, Min = min, Max = max }),
        Fields.Select(field => (ItemFilter)new RangeFilter { Field = field }));

    [Fact]
    public void Format_ThenParse_IsTheSameFilter() =>
        Filters(4).Sample(
            filter =>
            {
                string text = FilterText.Format(filter);
                return Same(filter, FilterText.Parse(text)) && FilterText.Format(FilterText.Parse(text)) == text;
            },
            iter: 3000);

    [Fact]
    public void TryParse_TextThatCannotBeRead_SaysWhere()
    {
        Assert.False(FilterText.TryParse("label = and 3", out _, out string? error, out int position));
        Assert.Equal(9, position);
        Assert.Contains("at character 9:", error, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_AnyText_NeverThrows() =>
        Gen.OneOf(Gen.String, Gen.OneOf("label", "=", "(", ")", "and", "or", "not", "in", "between", "\"", "'", "\\", "5", ",", "*", "<=", "!").Array[0, 12].Select(words => string.Join(' ', words)))
            .Sample(text => FilterText.TryParse(text, out ItemFilter? filter, out string? error) ? filter is not null && error is null : filter is null && error!.Contains("at character", StringComparison.Ordinal), iter: 5000);

    [Theory]
    [InlineData("label = cat and not (year < 2000 or color in (red, \"light blue\"))")]
    [InlineData("a = 1 or b = 2 and c = 3", "a = 1 or (b = 2 and c = 3)")]
    [InlineData("NOT a=1 AND b!='x y'", "a != 1 and b != \"x y\"")]
    [InlineData("not not a > 5", "not not a > 5")]
    [InlineData("year between 1990 and 2000 and label = cat")]
    [InlineData("year between * and 2000", "year <= 2000")]
    [InlineData("year between * and *")]
    [InlineData("flag = true and text = \"true\"")]
    [InlineData("\"my field\" not in (1, x, false)")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("key = \"\\u0041\\n\"", "key = \"A\\n\"")]
    [InlineData("label = café", "label = \"café\"")]
    [InlineData("split = 2000s", "split = \"2000s\"")]
    [InlineData("label = 3 and number = 3", "label = \"3\" and number = 3")]
    [InlineData("key in (0012, true, 1fa78)", "key in (\"0012\", \"true\", \"1fa78\")")]
    public void Parse_Text_FormatsToItsNormalForm(string text, string? normal = null) =>
        Assert.Equal(normal ?? text, FilterText.Format(FilterText.Parse(text)));

    [Fact]
    public void Parse_TextOfTheDocumentation_IsTheFilterMeant() =>
        Assert.True(Same(
            new AndFilter(
            [
                new EqualsFilter("label", new MetadataValue("cat")),
                new NotFilter(new OrFilter([new RangeFilter { Field = "year", Max = 2000, ExcludesMax = true }, new InFilter("color", [new MetadataValue("red"), new MetadataValue("light blue")])])),
            ]),
            FilterText.Parse("label = cat and not (year < 2000 or color in (red, \"light blue\"))")));

    [Theory]
    [InlineData("", 1, "a field, not or (, found the end")]
    [InlineData("label", 6, "=, !=, <, <=, >, >=, in, not in or between, found the end")]
    [InlineData("label = ", 9, "a value")]
    [InlineData("label = and", 9, "found \"and\"")]
    [InlineData("label ~ cat", 7, "found \"~\"")]
    [InlineData("label = cat dog", 13, "and, or or the end, found \"dog\"")]
    [InlineData("(label = cat", 13, "), found the end")]
    [InlineData("year < old", 8, "a number, found \"old\"")]
    [InlineData("year < 1e999", 8, "a number below")]
    [InlineData("year between 1, 2", 15, "and, then the larger number")]
    [InlineData("color in red", 10, "(, found \"red\"")]
    [InlineData("color in (red blue)", 15, "a comma or ), found \"blue\"")]
    [InlineData("color not red", 11, "in after not")]
    [InlineData("label = \"cat", 9, "a closing \"")]
    [InlineData("label = \"a\\x\"", 11, "an escape")]
    [InlineData("label = 'a\\u12G4'", 11, "an escape")]
    [InlineData("label ! cat", 7, "found \"!\"")]
    [InlineData("\"\" = 1", 1, "an empty text")]
    public void Parse_Malformed_NamesPositionAndWhatWasExpected(string text, int position, string expected)
    {
        GridException e = Assert.Throws<GridException>(() => FilterText.Parse(text));

        Assert.Equal(GridProblem.Invalid, e.Problem);
        Assert.Contains($"at character {position}:", e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_BeyondItsLimits_IsRefusedAndNotCrashed()
    {
        Assert.Contains("nesting", Error(new string('(', 50_000)), StringComparison.Ordinal);
        Assert.Contains("nesting", Error(string.Concat(Enumerable.Repeat("not ", 20_000))), StringComparison.Ordinal);
        Assert.Contains("comparisons", Error(string.Join(" or ", Enumerable.Repeat("a = 1", 1001))), StringComparison.Ordinal);
        Assert.Contains("values", Error($"a in ({string.Join(',', Enumerable.Repeat('1', 10_001))})"), StringComparison.Ordinal);
        Assert.Contains("100000", Error(new string(' ', 100_001)), StringComparison.Ordinal);
        Assert.True(FilterText.TryParse(string.Concat(Enumerable.Repeat("(", 64)) + "a = 1" + new string(')', 64), out _, out _));
    }

    [Fact]
    public void Format_HalfOpenRange_IsTwoComparisons()
    {
        RangeFilter range = new() { Field = "year", Min = 1, ExcludesMin = true, Max = 5 };

        Assert.Equal("year > 1 and year <= 5", FilterText.Format(range));
        Assert.Equal("not (year > 1 and year <= 5)", FilterText.Format(new NotFilter(range)));
    }

    [Fact]
    public void Format_WhatCannotBeWritten_IsInvalid()
    {
        ItemFilter deep = new EqualsFilter("a", new MetadataValue(1.0));
        for (int i = 0; i < 100_000; i++)
            deep = new NotFilter(deep);

        Assert.Equal(GridProblem.Invalid, Assert.Throws<GridException>(() => FilterText.Format(deep)).Problem);
        Assert.Equal(GridProblem.Invalid, Assert.Throws<GridException>(() => FilterText.Format(new RangeFilter { Field = "a", Min = double.NaN })).Problem);
    }

    private static string Error(string text) => FilterText.TryParse(text, out _, out string? error) ? "none" : error;

    private static Gen<ItemFilter> Filters(int depth) => depth == 0
        ? Comparisons
        : Gen.Frequency(
            (3, Comparisons),
            (1, Filters(depth - 1).Select(part => (ItemFilter)new NotFilter(part))),
            (1, Filters(depth - 1).Array[2, 3].Select(parts => (ItemFilter)new AndFilter([.. parts]))),
            (1, Filters(depth - 1).Array[2, 3].Select(parts => (ItemFilter)new OrFilter([.. parts]))),
            (1, Gen.OneOf<ItemFilter>(new AndFilter([]), new OrFilter([]))));

    private static bool Same(ItemFilter a, ItemFilter b) => (a, b) switch
    {
        (AndFilter x, AndFilter y) => Same(x.Parts, y.Parts),
        (OrFilter x, OrFilter y) => Same(x.Parts, y.Parts),
        (NotFilter x, NotFilter y) => Same(x.Part, y.Part),
        (InFilter x, InFilter y) => x.Field == y.Field && x.Values.SequenceEqual(y.Values),
        _ => a.Equals(b),
    };

    private static bool Same(ImmutableArray<ItemFilter> a, ImmutableArray<ItemFilter> b) => a.Length == b.Length && a.Zip(b).All(pair => Same(pair.First, pair.Second));
}
