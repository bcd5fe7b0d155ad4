using ClipGrid.Contracts.Search;

namespace ClipGrid.Dashboard.Search;

/// <summary>Where a hit stands beside another list of hits.</summary>
/// <param name="Places">Places further ahead here than there; negative: further behind. Null if it is not on the other page.</param>
public readonly record struct RankChange(int? Places)
{
    /// <summary>In a few signs.</summary>
    public string Sign => Places switch { null => "only here", 0 => "=", > 0 => $"▲ {Places}", _ => $"▼ {-Places}" };

    /// <summary>In words.</summary>
    public string Words => Places switch
    {
        null => "not among the hits on the other side",
        0 => "at the same place on the other side",
        > 0 => $"{Places} places ahead of the other side",
        _ => $"{-Places} places behind the other side",
    };

    /// <summary>For every hit of a list, beside another one.</summary>
    public static IReadOnlyList<RankChange> Of(IReadOnlyList<SearchHit> hits, IReadOnlyList<SearchHit> others)
    {
        ArgumentNullException.ThrowIfNull(hits);
        ArgumentNullException.ThrowIfNull(others);
        Dictionary<(string, int?), int> places = [];
        for (int i = 0; i < others.Count; i++)
            places.TryAdd((others[i].Item.Key, others[i].CaptionIndex), i);
        return [.. hits.Select((hit, place) => new RankChange(places.TryGetValue((hit.Item.Key, hit.CaptionIndex), out int other) ? other - place : null))];
    }
}
