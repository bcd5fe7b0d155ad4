using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>Says what is wrong with a body in the words of whoever wrote it, not in those of .NET.</summary>
internal static partial class JsonFault
{
    /// <summary>The sentence.</summary>
    public static string Told(JsonException fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        string member = Member(fault.Path);
        string message = fault.Message;
        if (message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
            return $"There is no member {member}{Place(fault)}: leave it away, or look at its spelling in /docs.";
        if (message.Contains("missing required properties", StringComparison.Ordinal))
            return $"{member} lacks {string.Join(", ", Quoted().Matches(message[message.IndexOf("including", StringComparison.Ordinal)..]).Select(found => found.Groups[1].Value))}{Place(fault)}.";
        if (message.StartsWith("Duplicate propert", StringComparison.Ordinal))
            return $"{member} stands twice{Place(fault)}: give each member once.";
        if (message.Contains("maximum configured depth", StringComparison.Ordinal))
            return $"The body is nested deeper than {ApiJson.DeepestNesting} levels{Place(fault)}: make it flatter.";
        if (message.Contains("allow setting null", StringComparison.Ordinal) || message.Contains("doesn't allow null", StringComparison.Ordinal))
            return $"{member} must not be null{Place(fault)}: leave it away.";
        if (Literal().Match(message) is { Success: true } literal)
            return $"The body is no JSON{Place(fault)}: {GridName.Shown(literal.Groups[1].Value)} is no value.";
        if (Unconverted().Match(message) is { Success: true } found)
            return $"{member} must be {JsonKind.Of(found.Groups[1].Value)}{Place(fault)}.";
        // A converter's own words, such as those of the ids.
        return fault.InnerException is null && fault.Path is not null && !message.Contains("LineNumber", StringComparison.Ordinal)
            ? $"{member}: {message}"
            : $"The body is no JSON{Place(fault)}: {Shape().Replace(message, "").TrimEnd('.', ' ')}.";
    }

    /// <summary>A member as people write it: terms[0].weight, of the path $.terms[0].weight.</summary>
    private static string Member(string? path) => path is null or "$" ? "The body" : GridName.Shown(path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path);

    private static string Place(JsonException fault) => fault.LineNumber is { } line && fault.BytePositionInLine is { } column
        ? string.Create(CultureInfo.InvariantCulture, $" (line {line + 1}, byte {column + 1})")
        : "";

    [GeneratedRegex("'([^']{1,100})'")]
    private static partial Regex Quoted();

    // "'nul,…' is an invalid JSON literal. Expected the literal 'null'.", with all that follows in the body.
    [GeneratedRegex("^'(.*)' is an invalid JSON literal", RegexOptions.Singleline)]
    private static partial Regex Literal();

    // "The JSON value could not be converted to System.Nullable`1[System.Int32]. Path: …"
    [GeneratedRegex(@"could not be converted to (\S+)\. Path")]
    private static partial Regex Unconverted();

    [GeneratedRegex(@"( Path: .*)?\|? ?(LineNumber: \d+)? ?\|? ?(BytePositionInLine: \d+)?\.?$")]
    private static partial Regex Shape();
}
