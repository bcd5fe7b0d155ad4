using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace ClipGrid.Dashboard.Display;

/// <summary>What stands behind the question mark of an address.</summary>
internal sealed class UrlQuery
{
    /// <summary>Longest address that servers and people can be expected to pass on, in characters.</summary>
    public const int Longest = 6000;

    private readonly Dictionary<string, StringValues> _values;

    private UrlQuery(Dictionary<string, StringValues> values) => _values = values;

    /// <summary>Reads it from an address.</summary>
    public static UrlQuery Parse(string address)
    {
        int mark = address.IndexOf('?', StringComparison.Ordinal);
        int fragment = address.IndexOf('#', StringComparison.Ordinal);
        if (mark < 0 || fragment >= 0 && fragment < mark)
            return new UrlQuery([]);
        return new UrlQuery(QueryHelpers.ParseQuery(fragment < 0 ? address[mark..] : address[mark..fragment]));
    }

    /// <summary>An address; names without a value are left out.</summary>
    public static string Write(string path, IEnumerable<KeyValuePair<string, string?>> pairs)
    {
        StringBuilder address = new(path);
        char sign = '?';
        foreach ((string name, string? value) in pairs)
        {
            if (string.IsNullOrEmpty(value))
                continue;
            address.Append(sign).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            sign = '&';
        }
        return address.ToString();
    }

    /// <summary>The last value of a name, or nothing.</summary>
    public string Text(string name) => Texts(name).LastOrDefault() ?? "";

    /// <summary>All values of a name.</summary>
    public IEnumerable<string> Texts(string name) => _values.TryGetValue(name, out StringValues values) ? values.OfType<string>() : [];

    /// <summary>A whole number from 0, or null.</summary>
    public int? Integer(string name) => int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>A finite number, or null.</summary>
    public double? Number(string name) =>
        double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
}
