using System.Text;

namespace ClipGrid.Grains.Datasets.Sources.Tables;

/// <summary>
/// Takes one row of a table apart, RFC 4180: <c>a.png,"He said ""hi"", twice"</c>. A quoted field may hold line breaks, so a row is fed
/// line by line. A quote inside an unquoted field is a fault, which also bounds how far one stray quote can reach: see <see cref="CsvReader"/>.
/// </summary>
internal sealed class CsvRow(char delimiter)
{
    private readonly StringBuilder _field = new();
    private bool _isOpen;
    private bool _isClosed;

    /// <summary>The fields so far.</summary>
    public List<string> Fields { get; } = [];

    /// <summary>What is wrong with the row, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>Adds a line; true if the row is complete or faulty, false if a quoted field goes on in the next line.</summary>
    public bool Add(string line)
    {
        if (_isOpen)
            _field.Append('\n');
        for (int i = 0; i < line.Length && Fault is null; i++)
        {
            char c = line[i];
            if (_isOpen && c == '"' && i + 1 < line.Length && line[i + 1] == '"')
                _field.Append(line[i++]);
            else if (_isOpen && c == '"')
                (_isOpen, _isClosed) = (false, true);
            else if (_isOpen)
                _field.Append(c);
            else
                AddUnquoted(c);
        }
        if (_isOpen && Fault is null)
            return false;
        EndField();
        return true;
    }

    private void AddUnquoted(char c)
    {
        if (c == delimiter)
            EndField();
        else if (_isClosed && c != ' ')
            Fault = "Text follows the closing quote of a field: write a quote inside a quoted field twice.";
        else if (c == '"' && !string.IsNullOrWhiteSpace(_field.ToString()))
            Fault = "A quote stands in the middle of a field: put the field in quotes and write the quote in it twice.";
        else if (c == '"')
            _isOpen = _field.Clear() is not null;
        else if (!_isClosed)
            _field.Append(c);
    }

    private void EndField()
    {
        Fields.Add(_field.ToString());
        _field.Clear();
        _isClosed = false;
    }
}
