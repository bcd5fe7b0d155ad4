using Spectre.Console;

namespace ClipGrid.Cli.Output;

/// <summary>
/// A table of texts. A heading that begins with &gt; stands over numbers, one with ~ over texts that may be broken into lines; the others
/// stay whole. A column without any text is left out.
/// </summary>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string?[]> _rows = [];

    /// <summary>Adds a row of texts of others.</summary>
    public void Add(params string?[] cells) => _rows.Add(cells);

    /// <summary>The table to draw.</summary>
    public Table ToSpectre()
    {
        Table table = new() { Border = TableBorder.Simple, ShowRowSeparators = false };
        int[] shown = [.. Enumerable.Range(0, headings.Length).Where(column => _rows.Exists(row => !string.IsNullOrEmpty(row[column])))];
        foreach (int column in shown)
            table.AddColumn(new TableColumn(new Text(headings[column].TrimStart('>', '~')))
            {
                Alignment = headings[column].StartsWith('>') ? Justify.Right : Justify.Left,
                NoWrap = !headings[column].StartsWith('~'),
                Padding = new Padding(0, 0, 1, 0),
            });
        foreach (string?[] row in _rows)
            table.AddRow(shown.Select(column => Words.Cell(row[column])));
        return table;
    }
}
