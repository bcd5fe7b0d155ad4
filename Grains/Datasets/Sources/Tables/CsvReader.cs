using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Sources.Tables;

/// <summary>
/// Rows of a table. After a malformed row, reading goes on with the line after its first one, so that a quote that is never closed costs
/// one row and not the rest of the file; a line is looked at twice at most, because a line with an odd number of quotes ends what the
/// one before it began. Memory is bounded by the longest row.
/// </summary>
internal sealed class CsvReader(LineReader lines, char? delimiter)
{
    private readonly Stack<SourceLine> _again = new();

    /// <summary>The delimiter; known after the first row.</summary>
    public char Delimiter { get; private set; } = delimiter ?? '\0';

    /// <summary>The next row that is not blank, or null at the end.</summary>
    public CsvRecord? Next()
    {
        SourceLine? first = NextLine();
        while (first is { IsTooLong: false } && string.IsNullOrWhiteSpace(first.Text))
            first = NextLine();
        if (first is null)
            return null;
        if (Delimiter == '\0')
            Delimiter = Guess(first.Text);
        return first.IsTooLong ? Fail(first, TooLong) : Finish(first);
    }

    private static SampleProblem TooLong { get; } =
        new(RefusalReason.TooLarge, $"The row has more than {LineReader.LongestLine} characters.");

    private CsvRecord Finish(SourceLine first)
    {
        var row = new CsvRow(Delimiter);
        List<SourceLine> taken = [];
        int length = first.Text.Length;
        SampleProblem? problem = null;
        for (bool isDone = row.Add(first.Text); !isDone && problem is null;)
        {
            SourceLine? next = NextLine();
            if (next is null)
            {
                problem = Malformed("A quote is opened and never closed.");
                continue;
            }
            taken.Add(next);
            length += next.Text.Length + 1;
            if (next.IsTooLong || length > LineReader.LongestLine)
                problem = TooLong with { Message = TooLong.Message + " Perhaps a quote is opened and never closed." };
            else
                isDone = row.Add(next.Text);
        }
        problem ??= row.Fault is { } fault ? Malformed(fault) : null;
        problem ??= row.Fields.Exists(field => field.Contains(LineReader.NotText)) ? Malformed("The row is not valid UTF-8: save the file as UTF-8.") : null;
        if (problem is null)
            return new CsvRecord(first.Number, row.Fields);
        for (int i = taken.Count - 1; i >= 0; i--)
            _again.Push(taken[i]);
        return Fail(first, problem);
    }

    private SourceLine? NextLine() => _again.TryPop(out SourceLine? line) ? line : lines.Next();

    private static CsvRecord Fail(SourceLine line, SampleProblem problem) => new(line.Number, [], problem);

    private static SampleProblem Malformed(string message) => new(RefusalReason.Malformed, message);

    // The one that a header has most of; a comma if it has none.
    private static char Guess(string header) =>
        new[] { ',', ';', '\t' }.MaxBy(candidate => header.Count(c => c == candidate));
}
