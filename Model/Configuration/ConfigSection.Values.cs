using System.Collections.Immutable;
using System.Text.Json;

namespace ClipGrid.Model.Configuration;

/// <summary>Typed values. A fallback of null makes the member required; null in the file counts as absent.</summary>
internal sealed partial class ConfigSection
{
    /// <summary>A whole number from 1 to <paramref name="max"/>.</summary>
    public int Count(string name, int? fallback = null, int max = Limits.Width) =>
        Value(name, fallback, e => e.TryGetInt32(out int n) && n >= 1 && n <= max ? (int?)n : null, JsonValueKind.Number, $"a whole number from 1 to {max}");

    /// <summary>A whole number of any sign.</summary>
    public int WholeNumber(string name, int fallback) =>
        Value(name, fallback, static e => e.TryGetInt32(out int n) ? (int?)n : null, JsonValueKind.Number, "a whole number");

    /// <summary>A finite number.</summary>
    public double Number(string name, double? fallback = null) =>
        Value(name, fallback, static e => e.TryGetDouble(out double n) && double.IsFinite(n) ? (double?)n : null, JsonValueKind.Number, "a number");

    /// <summary>A finite number above 0.</summary>
    public double PositiveNumber(string name, double? fallback = null) =>
        Value(name, fallback, static e => e.TryGetDouble(out double n) && double.IsFinite(n) && n > 0 ? (double?)n : null, JsonValueKind.Number, "a number above 0");

    /// <summary>True or false.</summary>
    public bool Flag(string name, bool fallback) =>
        Raw(name) switch
        {
            null => fallback,
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.False } => false,
            _ => throw Refuse(name, "true or false is expected here"),
        };

    /// <summary>A text.</summary>
    public string Text(string name, string fallback) =>
        Raw(name) switch
        {
            null => fallback,
            { ValueKind: JsonValueKind.String } text => text.GetString()!,
            _ => throw Refuse(name, "a text is expected here"),
        };

    /// <summary>One of several words, each with its meaning.</summary>
    public T Word<T>(string name, string fallback, IReadOnlyDictionary<string, T> meanings)
    {
        string word = Text(name, fallback);
        return meanings.TryGetValue(word, out T? meaning)
            ? meaning
            : throw Refuse(name, $"'{word}' is not supported: {string.Join(", ", meanings.Keys)} are");
    }

    /// <summary>Three finite numbers, one per colour channel; a divisor must be above 0.</summary>
    public ImmutableArray<float> Channels(string name, ImmutableArray<float> fallback, bool isDivisor)
    {
        if (Raw(name) is not { } list)
            return fallback;
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() != 3)
            throw Refuse(name, "three numbers are expected here, for red, green and blue");
        return [.. list.EnumerateArray().Select(
            e => e.ValueKind == JsonValueKind.Number && e.TryGetSingle(out float n) && float.IsFinite(n) && (n > 0 || !isDivisor)
                ? n
                : throw Refuse(name, $"three {(isDivisor ? "numbers above 0" : "numbers")} are expected here, for red, green and blue"))];
    }

    private T Value<T>(string name, T? fallback, Func<JsonElement, T?> parse, JsonValueKind kind, string expected)
        where T : struct
    {
        if (Raw(name) is not { } value)
            return fallback ?? throw Refuse(name, $"{expected} is missing here");
        return value.ValueKind == kind && parse(value) is { } parsed ? parsed : throw Refuse(name, $"{expected} is expected here");
    }
}
