using System.Globalization;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Training;

/// <summary>Collects what is wrong with a request: a sentence for each member.</summary>
internal sealed class Problems
{
    private readonly List<string> _sentences = [];

    /// <summary>Adds a sentence unless all is well.</summary>
    public void Require(bool holds, string member, object? value, string remedy)
    {
        if (!holds)
            _sentences.Add(string.Create(CultureInfo.InvariantCulture, $"{member} is {value ?? "null"}: {remedy}."));
    }

    /// <summary>Adds a sentence.</summary>
    public void Add(string sentence) => _sentences.Add(sentence);

    /// <summary>Whether a sentence is about one of these members.</summary>
    public bool AnyOf(params ReadOnlySpan<string> members)
    {
        foreach (string member in members)
            if (_sentences.Exists(sentence => sentence.StartsWith(member, StringComparison.Ordinal)))
                return true;
        return false;
    }

    /// <exception cref="GridException">Invalid: there is at least one sentence.</exception>
    public void ThrowIfAny()
    {
        if (_sentences.Count > 0)
            throw new GridException(GridProblem.Invalid, string.Join(' ', _sentences));
    }
}
