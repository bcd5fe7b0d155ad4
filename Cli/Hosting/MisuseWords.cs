using System.CommandLine;
using System.Text.RegularExpressions;

namespace ClipGrid.Cli.Hosting;

/// <summary>Says why a command line cannot be understood, in the command's own words.</summary>
internal static partial class MisuseWords
{
    /// <summary>The sentence, without the end's full stop.</summary>
    public static string Of(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (command.Subcommands.Count > 0)
        {
            string choice = $"one of {string.Join(", ", command.Subcommands.Select(one => one.Name))}";
            return parsed.UnmatchedTokens is [var unknown, ..] ? $"There is no command \"{unknown}\": write {choice}" : $"Which command? Write {choice}";
        }
        string message = parsed.Errors[0].Message;
        Match wrong = Unreadable().Match(message);
        return wrong.Success
            ? $"{wrong.Groups["name"].Value} is \"{wrong.Groups["text"].Value}\": write {(wrong.Groups["type"].Value is "Boolean" ? "true or false" : wrong.Groups["type"].Value is "Double" ? "a number" : "a whole number")}"
            : message;
    }

    // Cannot parse argument 'abc' for option '--steps' as expected type 'System.Int64'.
    [GeneratedRegex(@"^Cannot parse argument '(?<text>.*)' for (option|command) '(?<name>[^']*)' as expected type '(System\.Nullable`1\[)?System\.(?<type>\w+)", RegexOptions.Singleline)]
    private static partial Regex Unreadable();
}
