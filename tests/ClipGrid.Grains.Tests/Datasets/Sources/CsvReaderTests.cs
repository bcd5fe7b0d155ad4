using System.Text;
using ClipGrid.Grains.Datasets.Sources;
using ClipGrid.Grains.Datasets.Sources.Tables;
using CsCheck;
using Sylvan.Data.Csv;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Sources;

public sealed class CsvReaderTests
{
    private static readonly Gen<string> Field = Gen.Char["abc\",;\n \tüø"].Array[0, 12].Select(text => new string(text));

    [Fact]
    public void Next_AnyWellFormedTable_EqualsTheFieldsAndAnotherReader() => Field.Array[3].Array[1, 20].Sample(rows =>
    {
        string text = string.Concat(rows.Select(row => "r," + string.Join(',', row.Select(Quote)) + "\n"));
        string[][] expected = [.. rows.Select(row => (string[])["r", .. row])];
        using var lines = new LineReader(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        var reader = new CsvReader(lines, ',');
        List<string[]> read = [];
        while (reader.Next() is { } record)
        {
            Assert.Null(record.Problem);
            read.Add([.. record.Fields]);
        }
        Assert.Equal(expected, read);
        using CsvDataReader other = CsvDataReader.Create(new StringReader(text), new CsvDataReaderOptions { HasHeaders = false, Delimiter = ',' });
        List<string[]> judged = [];
        while (other.Read())
            judged.Add([.. Enumerable.Range(0, 4).Select(other.GetString)]);
        Assert.Equal(judged, read);
    }, iter: 500, threads: 1);

    private static string Quote(string field) => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
