using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Cli.Output;

/// <summary>How results look as JSON: names in camelCase, enums and ids as strings, filters as text.</summary>
internal static class CliJson
{
    /// <summary>For one result.</summary>
    public static JsonSerializerOptions Indented { get; } = Make(true);

    /// <summary>For a result a line.</summary>
    public static JsonSerializerOptions Line { get; } = Make(false);

    private static JsonSerializerOptions Make(bool isIndented) => new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = isIndented,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WithoutKinds } },
        Converters = { new JsonStringEnumConverter(), new FilterJsonConverter() },
    };

    // A filter's text needs none of the kinds that its stored form has.
    private static void WithoutKinds(JsonTypeInfo type)
    {
        if (type.Type == typeof(ItemFilter))
            type.PolymorphismOptions = null;
    }
}
