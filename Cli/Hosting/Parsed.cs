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
    public static Option<ItemFilter?> Filter(string description, string name = "--filter") =>
        new(name) { Description = description, HelpName = "filter", CustomParser = result => Read<ItemFilter?>(result, FilterText.Parse) };

    /// <summary>One of an enum's members, written in lower case with hyphens: hugging-face.</summary>
    public static Option<T> Choice<T>(string name, string description, T usual = default)
        where T : struct, Enum
    {
        Dictionary<string, T> choices = Choices<T>();
        return new(name)
        {
            Description = $"{description}: {string.Join(", ", choices.Keys)}.",
            HelpName = "choice",
            DefaultValueFactory = _ => usual,
            CustomParser = result => Read(result, text => Chosen(name, text, choices)),
        };
    }

    /// <summary>One of an enum's members, or none where it is left away.</summary>
    public static Option<T?> OptionalChoice<T>(string name, string description)
        where T : struct, Enum
    {
        Dictionary<string, T> choices = Choices<T>();
        return new(name)
        {
            Description = $"{description}: {string.Join(", ", choices.Keys)}.",
            HelpName = "choice",
            CustomParser = result => Read<T?>(result, text => Chosen(name, text, choices)),
        };
    }

    /// <summary>The name of an enum's member as it is typed: hugging-face.</summary>
    public static string Hyphened(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));

    private static Dictionary<string, T> Choices<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(value => Hyphened(value.ToString()), StringComparer.OrdinalIgnoreCase);

    private static T Chosen<T>(string name, string text, Dictionary<string, T> choices) => choices.TryGetValue(text, out T? value)
        ? value
        : throw new GridException(GridProblem.Invalid, $"{name} is \"{text}\": write one of {string.Join(", ", choices.Keys)}.");

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
}
