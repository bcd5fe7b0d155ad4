using System.Text.RegularExpressions;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>Says what is wrong with a parameter without .NET's types.</summary>
internal static partial class BindingFault
{
    private const string NoBody = "The body is missing or null: send a JSON object.";

    /// <summary>The sentence.</summary>
    public static string Told(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (Unread().Match(message) is { Success: true } unread)
            return $"{unread.Groups["name"].Value} is {GridName.Shown(unread.Groups["value"].Value)}: it must be {Kind(unread.Groups["type"].Value)}.";
        if (Missing().Match(message) is { Success: true } missing)
            return missing.Groups["place"].Value == "body" ? NoBody : $"{missing.Groups["name"].Value} is missing: give it in the {missing.Groups["place"].Value}.";
        return message.StartsWith("Implicit body", StringComparison.Ordinal) ? NoBody : message;
    }

    private static string Kind(string type) => type.TrimEnd('?') switch
    {
        "int" => $"a whole number of at most {int.MaxValue}",
        "long" => "a whole number",
        "double" => "a number",
        "bool" => "true or false",
        _ => "one of those in /docs",
    };

    // Failed to bind parameter "Nullable<int> pageSize" from "abc".
    [GeneratedRegex("^Failed to bind parameter \"(Nullable<)?(?<type>[^\" >]+)>? (?<name>[^\"]+)\" from \"(?<value>.*)\"", RegexOptions.Singleline)]
    private static partial Regex Unread();

    // Required parameter "string key" was not provided from query string.
    [GeneratedRegex("^Required parameter \"[^\"]* (?<name>[^\" ]+)\" was not provided from (?<place>[^.]+)")]
    private static partial Regex Missing();
}
