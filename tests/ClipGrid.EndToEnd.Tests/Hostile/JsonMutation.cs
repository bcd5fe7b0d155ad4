using System.Text;
using System.Text.Json.Nodes;
using ClipGrid.TestKit.Hostile;

namespace ClipGrid.EndToEnd.Tests.Hostile;

/// <summary>Bodies that are nearly what an operation takes.</summary>
internal sealed class JsonMutation(Random random, int listenerPort)
{
    private const int DeepestNesting = 400;

    private static readonly string[] Literals =
    [
        "null", "true", "false", "0", "-1", "1", "1.5", "-0.0", "1e400", "-1e400", "1e-400", "2147483647", "2147483648", "-2147483649", "9223372036854775808", "123456789012345678901234567890", "NaN", "Infinity",
        "\"\"", "[]", "{}", "[null]", "[[]]", "[{}]", "{\"\":null}", "\"\\ud800\"", "\"\\u0000\"", "\"1\"", "\"true\"", "01", "'a'", "[1,]", "/**/1",
    ];

    /// <summary>A body out of an example: members changed, left out, doubled, put in, or the text itself broken.</summary>
    public byte[] Mutate(JsonNode example)
    {
        if (random.Next(40) == 0)
            return Nested();
        if (random.Next(12) == 0)
            return HostileBytes.Mutate(Encoding.UTF8.GetBytes(example.ToJsonString()), random);
        // Literals are put in as text, since many of them are no JSON.
        Dictionary<string, string> later = [];
        JsonNode body = example.DeepClone();
        for (int change = random.Next(1, 4); change > 0; change--)
            Change(body, later);
        string text = body.ToJsonString();
        foreach ((string mark, string literal) in later)
            text = text.Replace($"\"{mark}\"", literal, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text);
    }

    private void Change(JsonNode body, Dictionary<string, string> later)
    {
        JsonNode[] all = [.. Inside(body).Where(node => node is JsonObject or JsonArray)];
        JsonNode place = all[random.Next(all.Length)];
        switch (place)
        {
            case JsonObject { Count: > 0 } members:
                string name = members.ElementAt(random.Next(members.Count)).Key;
                switch (random.Next(6))
                {
                    case 0:
                        members.Remove(name);
                        break;
                    case 1:
                        members[Text()] = Value(later);
                        break;
                    case 2:
                        JsonNode? kept = members[name]?.DeepClone();
                        members.Remove(name);
                        members[random.Next(2) == 0 ? name.ToUpperInvariant() : $"{name} "] = kept;
                        break;
                    default:
                        members[name] = Value(later);
                        break;
                }
                break;
            case JsonArray { Count: > 0 } items when random.Next(3) == 0:
                for (int copies = random.Next(1, 300); copies > 0; copies--)
                    items.Add(items[0]?.DeepClone());
                break;
            case JsonArray items:
                items.Insert(random.Next(items.Count + 1), Value(later));
                break;
            case JsonObject nothing:
                nothing[Text()] = Value(later);
                break;
        }
    }

    private JsonValue? Value(Dictionary<string, string> later)
    {
        if (random.Next(2) == 0)
            return JsonValue.Create(Text());
        string mark = $"@{later.Count}@";
        later[mark] = Literals[random.Next(Literals.Length)];
        return JsonValue.Create(mark);
    }

    // What a writer of JSON can write: half a pair of surrogates goes in as a literal.
    private string Text() => new([.. HostileTexts.Pick(random, listenerPort).Select(c => char.IsSurrogate(c) ? '\uFFFD' : c)]);

    private byte[] Nested()
    {
        int depth = random.Next(1, DeepestNesting);
        string open = random.Next(2) == 0 ? "[" : "{\"terms\":";
        return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(open, depth)));
    }

    private static IEnumerable<JsonNode> Inside(JsonNode node) => node switch
    {
        JsonObject members => [node, .. members.Select(member => member.Value).OfType<JsonNode>().SelectMany(Inside)],
        JsonArray items => [node, .. items.OfType<JsonNode>().SelectMany(Inside)],
        _ => [node],
    };
}
