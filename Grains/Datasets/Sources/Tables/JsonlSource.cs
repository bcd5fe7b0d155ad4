using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Datasets.Sources.Tables;

/// <summary>One JSON object a line, as <see cref="JsonSample"/> reads it. The key is the file's path unless a member names one.</summary>
internal sealed class JsonlSource : TableSource
{
    /// <summary>Opens it once to see that it can be read.</summary>
    /// <exception cref="GridException">Invalid: it cannot be read or holds no line.</exception>
    public JsonlSource(string path, IngestOptions options)
        : base(path, options)
    {
        if (OpenLines(out LineReader? lines) is { } problem)
            throw new GridException(GridProblem.Invalid, problem.Message);
        using (lines)
        {
            RawSample first = Rows(lines!).FirstOrDefault()
                ?? throw new GridException(GridProblem.Invalid, $"{Description} is empty: write one JSON object a line, for example {{\"file\": \"a.png\", \"caption\": \"a cat\"}}.");
            NamesFile = first.File is not null;
        }
    }

    /// <summary>Whether its first line names a picture's file.</summary>
    public bool NamesFile { get; }

    /// <inheritdoc/>
    protected override IEnumerable<RawSample> Rows(LineReader lines)
    {
        while (lines.Next() is { } line)
        {
            if (!line.IsTooLong && string.IsNullOrWhiteSpace(line.Text))
                continue;
            var sample = new RawSample { Where = Where(line.Number) };
            if (line.IsTooLong)
                sample.Fail(RefusalReason.TooLarge, $"The line has more than {LineReader.LongestLine} characters.");
            else if (line.Text.Contains(LineReader.NotText))
                sample.Fail(RefusalReason.Malformed, "The line is not valid UTF-8: save the file as UTF-8.");
            else
                JsonSample.Read(line.Text, sample, isWhole: true);
            yield return sample;
        }
    }
}
