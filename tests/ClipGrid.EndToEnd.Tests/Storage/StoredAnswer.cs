using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Storage;

/// <summary>An answer of an earlier release, held against today's to the same request: today's may say more, and nothing else.</summary>
internal static class StoredAnswer
{
    // Scores of another kind of processor differ in their last bits.
    private const double Tolerance = 1e-5;

    // How long an answer took is nobody's promise.
    private const string Elapsed = "elapsedMilliseconds";

    /// <summary>Fails where a value of then is missing or another one now, and says where.</summary>
    public static void AssertHolds(JsonNode? then, JsonNode? now, string place)
    {
        switch (then)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? value) in members.Where(member => member.Key != Elapsed))
                    AssertHolds(value, (now as JsonObject)?[name], $"{place} {name}");
                break;
            case JsonArray list:
                Assert.True(now is JsonArray, place);
                Assert.True(list.Count == now.AsArray().Count, $"{place}: {list.Count} then, {now.AsArray().Count} now");
                for (int i = 0; i < list.Count; i++)
                    AssertHolds(list[i], now.AsArray()[i], $"{place}[{i}]");
                break;
            default:
                Assert.True(IsSame(then, now), $"{place}: {then} then, {now} now");
                break;
        }
    }

    private static bool IsSame(JsonNode? then, JsonNode? now) => (then, now) switch
    {
        (null, null) => true,
        (JsonValue one, JsonValue other) when one.GetValueKind() == JsonValueKind.Number && other.GetValueKind() == JsonValueKind.Number =>
            Math.Abs((double)one - (double)other) <= Tolerance * Math.Max(1, Math.Abs((double)one)),
        _ => JsonNode.DeepEquals(then, now),
    };
}
