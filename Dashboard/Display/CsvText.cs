using System.Globalization;
using System.Text;

namespace ClipGrid.Dashboard.Display;

/// <summary>
/// A table as comma-separated values (RFC 4180). Texts are strangers': one that a spreadsheet would take for a formula gets an apostrophe
/// in front.
/// </summary>
internal sealed class CsvText
{
    private readonly StringBuilder _text = new();
    private bool _isInRow;

    /// <summary>Adds a text.</summary>
    public CsvText Text(string? text)
    {
        string cell = text ?? "";
        if (cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n')
            cell = $"'{cell}";
        return Cell(cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
    }

    /// <summary>Adds a number.</summary>
    public CsvText Number(double number) => Cell(number.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Adds a whole number.</summary>
    public CsvText Number(long number) => Cell(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Ends the row.</summary>
    public CsvText End()
    {
        _text.Append("\r\n");
        _isInRow = false;
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private CsvText Cell(string cell)
    {
        if (_isInRow)
            _text.Append(',');
        _text.Append(cell);
        _isInRow = true;
        return this;
    }
}
