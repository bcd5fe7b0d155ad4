using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training;

/// <summary>A part of a specification as people read it.</summary>
/// <param name="Name">Which part.</param>
/// <param name="Value">What it says.</param>
/// <param name="IsUsual">Whether it says what it says by itself.</param>
internal sealed partial record SpecificationMember(string Name, string Value, bool IsUsual)
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    private static readonly ImmutableDictionary<string, string> Usual =
        Flatten(new SessionSpecification { Dataset = new DatasetRef(DatasetName.Parse("a")), Publish = ModelName.Parse("a"), StepCount = 0, BatchSize = 0 }).ToImmutableDictionary();

    /// <summary>All parts, those that were chosen first.</summary>
    public static IReadOnlyList<SpecificationMember> Of(SessionSpecification specification) =>
        [.. Flatten(specification).Select(member => new SpecificationMember(member.Key, member.Value, Usual.GetValueOrDefault(member.Key) == member.Value)).OrderBy(member => member.IsUsual)];

    /// <summary>The parts in which specifications differ, each with what every one of them says.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Values)> Differences(IReadOnlyList<SessionSpecification> specifications)
    {
        List<ImmutableDictionary<string, string>> all = [.. specifications.Select(specification => Flatten(specification).ToImmutableDictionary())];
        return [.. all.SelectMany(members => members.Keys).Distinct().Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Values: (IReadOnlyList<string>)[.. all.Select(members => members.GetValueOrDefault(name, "—"))]))
            .Where(member => member.Values.Distinct().Count() > 1)];
    }

    private static IEnumerable<KeyValuePair<string, string>> Flatten(SessionSpecification specification)
    {
        JsonObject whole = JsonSerializer.SerializeToNode(specification with { Filter = null, Evaluation = specification.Evaluation is { } judged ? judged with { Filter = null } : null }, Json)!.AsObject();
        IEnumerable<KeyValuePair<string, string>> members = Flatten("", whole);
        if (specification.Filter is { } filter)
            members = members.Append(new("filter", FilterText.Format(filter)));
        if (specification.Evaluation?.Filter is { } heldOut)
            members = members.Append(new("evaluation filter", FilterText.Format(heldOut)));
        return members;
    }

    private static IEnumerable<KeyValuePair<string, string>> Flatten(string above, JsonObject part) => part.SelectMany(member =>
    {
        string name = $"{above}{Words().Replace(member.Key, " $1").Trim().ToLowerInvariant()}";
        return member.Value switch
        {
            null => [],
            JsonObject inner => Flatten($"{name} ", inner),
            JsonArray { Count: 0 } => [],
            JsonArray list => [new(name, string.Join(", ", list.Select(item => $"{item}")))],
            _ => new KeyValuePair<string, string>[] { new(name, $"{member.Value}") },
        };
    });

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Words();
}
