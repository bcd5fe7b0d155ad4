using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Datasets.Sources.Tables;

/// <summary>
/// A table with a header: <c>file,caption,label,anything</c>. The key is the file's path unless a column names one. A cell such as
/// <c>=cmd|…</c> is text like any other.
/// </summary>
internal sealed class CsvSource : TableSource
{
    private readonly char? _delimiter;
    private readonly string[] _names;
    private readonly ColumnRole[] _roles;

    /// <summary>Reads the header.</summary>
    /// <param name="path">The table.</param>
    /// <param name="delimiter">What separates the fields; null finds out by the header: comma, semicolon or tab.</param>
    /// <param name="options">Limits.</param>
    /// <exception cref="GridException">Invalid: there is no usable header.</exception>
    public CsvSource(string path, char? delimiter, IngestOptions options)
        : base(path, options)
    {
        _delimiter = delimiter;
        _names = ReadHeader();
        _roles = ColumnRoles.Assign(_names);
        if (!_roles.Contains(ColumnRole.File))
            throw Unusable($"has no column for the picture's file: call one of {Shown(_names)} by one of these names: {ColumnRoles.FileNames}");
        if (!_roles.Contains(ColumnRole.Caption) && !_roles.Contains(ColumnRole.Label))
            throw Unusable($"has no column for captions or labels: call one of {Shown(_names)} caption or label");
    }

    /// <inheritdoc/>
    protected override IEnumerable<RawSample> Rows(LineReader lines)
    {
        var reader = new CsvReader(lines, _delimiter);
        reader.Next();
        while (reader.Next() is { } record)
        {
            var sample = new RawSample { Where = Where(record.Line), Problem = record.Problem };
            if (record.Problem is null && record.Fields.Count != _names.Length)
                sample.Fail(RefusalReason.Malformed, $"The row has {record.Fields.Count} fields, the header has {_names.Length}: give every row as many.");
            if (sample.Problem is null)
                Fill(sample, record.Fields);
            yield return sample;
        }
    }

    private void Fill(RawSample sample, IReadOnlyList<string> fields)
    {
        for (int i = 0; i < fields.Count; i++)
        {
            string field = fields[i];
            switch (_roles[i])
            {
                case ColumnRole.File:
                    sample.File = field.Trim();
                    break;
                case ColumnRole.Caption:
                    sample.Captions.Add(field);
                    break;
                case ColumnRole.Label:
                    sample.Label = field;
                    break;
                case ColumnRole.Key:
                    sample.Key = field.Trim();
                    break;
                case ColumnRole.Metadata when SourceMetadata.OfCell(field) is { } value:
                    sample.Metadata[_names[i]] = value;
                    break;
                default:
                    break;
            }
        }
    }

    private string[] ReadHeader()
    {
        if (OpenLines(out LineReader? lines) is { } problem)
            throw new GridException(GridProblem.Invalid, problem.Message);
        using (lines)
        {
            CsvRecord header = new CsvReader(lines!, _delimiter).Next() ?? throw Unusable("is empty: its first line names the columns, for example file,caption");
            if (header.Problem is { } fault)
                throw Unusable($"has a header that cannot be read (line {header.Line}): {fault.Message.TrimEnd('.')}");
            string[] names = [.. header.Fields.Select(name => name.Trim())];
            string? twice = names.Where(name => name.Length > 0).GroupBy(ColumnRoles.Plain).FirstOrDefault(group => group.Count() > 1)?.First();
            return twice is null ? names : throw Unusable($"names the column {GridName.Shown(twice)} twice: take one out");
        }
    }

    private GridException Unusable(string fault) => new(GridProblem.Invalid, $"{Description} {fault}.");

    private static string Shown(string[] names) => string.Join(", ", names.Take(20).Select(name => GridName.Shown(name)));
}
