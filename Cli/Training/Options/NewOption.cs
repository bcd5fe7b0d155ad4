using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ClipGrid.Cli.Training.Options;

/// <summary>Makes options of the kinds that many members have.</summary>
internal static class NewOption
{
    /// <summary>A whole number with a usual value.</summary>
    public static Option<T> Count<T>(string name, string description, T usual, string helpName = "count") =>
        new(name) { Description = description, HelpName = helpName, DefaultValueFactory = _ => usual };

    /// <summary>A whole number that may be left away.</summary>
    public static Option<T?> Count<T>(string name, string description)
        where T : struct => new(name) { Description = description, HelpName = "count" };

    /// <summary>A number with a usual value.</summary>
    public static Option<double> Number(string name, string description, double usual) =>
        new(name) { Description = description, HelpName = "number", DefaultValueFactory = _ => usual };

    /// <summary>Yes where it stands there.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    /// <summary>A text that may be left away.</summary>
    public static Option<string?> Text(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };

    /// <summary>Texts, each with the option's name before it.</summary>
    public static Option<string[]> Texts(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };

    /// <summary>Numbers with commas between them.</summary>
    public static Option<double[]> Numbers(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "numbers",
        CustomParser = result => ReadNumbers(name, result),
    };

    private static double[]? ReadNumbers(string name, ArgumentResult result)
    {
        List<double> numbers = [];
        foreach (string word in result.Tokens[^1].Value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
                numbers.Add(number);
            else
                result.AddError($"{name} is \"{result.Tokens[^1].Value}\": write numbers with commas between them, for example 0.25,0.5,0.75");
        }
        return [.. numbers];
    }
}
