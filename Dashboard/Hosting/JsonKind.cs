using System.Text.Json;
using ClipGrid.Contracts.Cluster;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>What a value in JSON has to be, in words, by the .NET type that it becomes.</summary>
internal static class JsonKind
{
    /// <summary>The words.</summary>
    /// <param name="type">For example <c>System.Nullable`1[System.Int32]</c>.</param>
    public static string Of(string type)
    {
        const string nullable = "System.Nullable`1[";
        string plain = type.StartsWith(nullable, StringComparison.Ordinal) ? type[nullable.Length..].TrimEnd(']') : type;
        return plain switch
        {
            "System.Int32" => $"a whole number of at most {int.MaxValue}",
            "System.Int64" or "System.UInt64" => "a whole number",
            "System.Double" or "System.Single" => "a number",
            "System.Boolean" => "true or false",
            "System.String" => "a text",
            _ when typeof(GridLimits).Assembly.GetType(plain) is { IsEnum: true } words => $"one of {string.Join(", ", Enum.GetNames(words).Select(JsonNamingPolicy.CamelCase.ConvertName))}",
            _ when plain.EndsWith("[]", StringComparison.Ordinal) || plain.Contains("ImmutableArray", StringComparison.Ordinal) => "an array",
            _ => "an object",
        };
    }
}
