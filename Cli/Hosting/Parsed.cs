using System.CommandLine;
using System.CommandLine.Parsing;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Cli.Hosting;

/// <summary>Arguments and options of ClipGrid's own types: what cannot be read is a misuse, in the type's own words.</summary>
internal static class Parsed
{
    /// <summary>An argument that is read by its type.</summary>
    public static Argument<T> Argument<T>(string name, string description)
        where T : IParsable<T> =>
        new(name) { Description = description, CustomParser = result => Read(result, text => T.Parse(text, null)) };

    /// <summary>An option that is read by its type.</summary>
    public static Option<T> Option<T>(string name, string description, string helpName, bool isRequired = false)
        where T : IParsable<T> =>
        new(name) { Description = description, HelpName = helpName, Required = isRequired, CustomParser = result => Read(result, text => T.Parse(text, null)) };

    /// <summary>An option that may be left away.</summary>
    public static Option<T?> Optional<T>(string name, string description, string helpName)
        where T : struct, IParsable<T> =>
        new(name) { Description = description, HelpName = helpName, CustomParser = result => Read<T?>(result, text => T.Parse(text, null)) };

    /// <summary>A filter as people write it.</summary>
    public static Option<ItemFilter?> Filter(string description) =>
        new("--filter") { Description = description, HelpName = "filter", CustomParser = result => Read<ItemFilter?>(result, FilterText.Parse) };

    /// <summary>One of an enum's members, written in lower case with hyphens: hugging-face.</summary>
    public static Option<T> Choice<T>(string name, string description, T usual = default)
        where T : struct, Enum
    {
        Dictionary<string, T> choices = Enum.GetValues<T>().ToDictionary(value => Hyphened(value.ToString()), StringComparer.OrdinalIgnoreCase);
        return new(name)
        {
            Description = $"{description}: {string.Join(", ", choices.Keys)}.",
            HelpName = "choice",
            DefaultValueFactory = _ => usual,
            CustomParser = result => Read(result, text => choices.TryGetValue(text, out T value)
                ? value
                : throw new GridException(GridProblem.Invalid, $"{name} is \"{text}\": write one of {string.Join(", ", choices.Keys)}.")),
        };
    }

    private static T? Read<T>(ArgumentResult result, Func<string, T> read)
    {
        try
        {
            return read(result.Tokens[^1].Value);
        }
        catch (Exception e) when (e is GridException or FormatException or OverflowException)
        {
            result.AddError(e is GridException ? e.Message : $"\"{result.Tokens[^1].Value}\" is no value of {typeof(T).Name}: see the help.");
            return default;
        }
    }

    private static string Hyphened(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));
}
