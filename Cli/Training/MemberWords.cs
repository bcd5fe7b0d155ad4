using System.Text.RegularExpressions;
using ClipGrid.Cli.Training.Options;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Cli.Training;

/// <summary>
/// The grid says what is wrong with a specification member by member: "StepCount is 0: give 1 to 10,000,000 steps." Who typed --steps reads
/// --steps.
/// </summary>
internal sealed class MemberWords
{
    private readonly Dictionary<string, string> _options;
    private readonly Regex _members;

    /// <summary>Knows the members of some options.</summary>
    public MemberWords(IEnumerable<MemberOption> options)
    {
        _options = options.SelectMany(option => option.Members.Select(member => (member, option.Option.Name))).ToDictionary(pair => pair.member, pair => pair.Name, StringComparer.Ordinal);
        // The longest first: Evaluation.Interval is not Evaluation. What stands in quotes was typed, and stays as it was.
        string members = string.Join('|', _options.Keys.OrderByDescending(member => member.Length).Select(Regex.Escape));
        _members = new Regex($"\"[^\"]*\"|(?<![\\w.-])(?<member>{members})(?![\\w-]|\\.\\w)", RegexOptions.CultureInvariant);
    }

    /// <summary>A sentence of the grid with the options' names.</summary>
    public string Of(string sentence) =>
        _members.Replace(sentence, match => match.Groups["member"] is { Success: true } member ? _options[member.Value] : match.Value);

    /// <summary>Asks the grid; what it finds invalid is said in the options' names.</summary>
    /// <exception cref="GridException">As the grid throws it.</exception>
    public async Task<T> AskAsync<T>(Task<T> asking)
    {
        try
        {
            return await asking;
        }
        catch (GridException error) when (error.Problem == GridProblem.Invalid)
        {
            throw new GridException(error.Problem, Of(error.Message), error);
        }
    }
}
