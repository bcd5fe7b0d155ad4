using System.Collections;
using System.CommandLine;
using System.Globalization;
using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training.Options;

/// <summary>An option of one type of value.</summary>
/// <param name="option">The option.</param>
/// <param name="get">Its value in a specification.</param>
/// <param name="set">A specification with a value.</param>
/// <param name="members">What the grid calls it.</param>
internal sealed class ValueOption<T>(Option<T> option, Func<SessionSpecification, T> get, Func<SessionSpecification, T, SessionSpecification> set, params string[] members)
    : MemberOption(option, members)
{
    /// <inheritdoc/>
    public override SessionSpecification Apply(CommandRun run, SessionSpecification specification) =>
        run.IsGiven(option) ? set(specification, run.Get(option)) : specification;

    /// <inheritdoc/>
    public override string? Shown(SessionSpecification specification)
    {
        string? text = Text(get(specification));
        return text is null || text == Text(get(UsualSpecification.Value)) ? null : $"{option.Name} {text}".TrimEnd();
    }

    private string? Text(object? value) => value switch
    {
        null or false => null,
        true => "",
        Enum one => Parsed.Hyphened(one.ToString()),
        ItemFilter filter => Quoted(FilterText.Format(filter)),
        string text => Quoted(text),
        IEnumerable<double> numbers => string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))) is { Length: > 0 } list ? list : null,
        // Given once for each.
        IEnumerable texts => string.Join($" {option.Name} ", texts.Cast<object>().Select(one => Text(one))) is { Length: > 0 } list ? list : null,
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static string Quoted(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '@' or '/') ? text : $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
