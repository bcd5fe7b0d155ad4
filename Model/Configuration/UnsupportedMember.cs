using System.Collections.Immutable;
using System.Text.Json;

namespace ClipGrid.Model.Configuration;

/// <summary>A member that switches on something this network does not have.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Feature">What it would switch on.</param>
/// <param name="OffValues">The values that leave it off; null and absence always do.</param>
internal sealed record UnsupportedMember(string Name, string Feature, ImmutableArray<JsonElement> OffValues)
{
    /// <summary>A member whose off values are given as JSON.</summary>
    public static UnsupportedMember Of(string name, string feature, params string[] offValues) =>
        new(name, feature, [.. offValues.Select(v => JsonElement.Parse(v))]);
}
