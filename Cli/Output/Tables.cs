using Spectre.Console;

namespace ClipGrid.Cli.Output;

/// <summary>Tables as all commands draw them.</summary>
internal static class Tables
{
    /// <summary>An empty table; a heading that begins with &gt; stands over numbers.</summary>
    public static Table Of(params string[] headings)
    {
        Table table = new() { Border = TableBorder.Simple, ShowRowSeparators = false };
        foreach (string heading in headings)
        {
            bool isNumber = heading.StartsWith('>');
            table.AddColumn(new TableColumn(new Text(heading.TrimStart('>'))) { Alignment = isNumber ? Justify.Right : Justify.Left, NoWrap = isNumber });
        }
        return table;
    }

    /// <summary>Adds a row of texts of others.</summary>
    public static void Add(this Table table, params string?[] cells) => table.AddRow(cells.Select(cell => Words.Cell(cell)));
}
