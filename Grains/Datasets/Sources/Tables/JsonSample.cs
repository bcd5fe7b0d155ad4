using System.Globalization;
using System.Text.Json;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Datasets.Sources.Tables;

/// <summary>
/// What a JSON object says of a picture: <c>{"file":"a.png","captions":["a cat"],"label":"cat","taken":{"year":2020}}</c>. Nested members
/// become metadata with dots (<c>taken.year</c>, <c>tags.0</c>), null says nothing; depth is at most 64 and no member may come twice.
/// </summary>
internal static class JsonSample
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>Adds what the object says to a sample, or notes why it cannot.</summary>
    /// <param name="json">The object's text.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="isWhole">
    /// Whether the object is the whole sample. Otherwise it stands beside a picture and a caption of its own: only its label and its
    /// <c>captions</c> are taken as such, everything else, a single <c>caption</c> too, is metadata.
    /// </param>
    public static void Read(string json, RawSample sample, bool isWhole)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                Read(document.RootElement, sample, isWhole);
            else
                sample.Fail(RefusalReason.Malformed, "The JSON is no object: write {\"file\": …, \"caption\": …}.");
        }
        catch (JsonException e)
        {
            sample.Fail(RefusalReason.Malformed, $"The JSON cannot be read: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            sample.Fail(RefusalReason.Malformed, "A text of the JSON holds half of a surrogate pair.");
        }
    }

    private static void Read(JsonElement row, RawSample sample, bool isWhole)
    {
        JsonProperty[] members = [.. row.EnumerateObject()];
        ColumnRole[] roles = ColumnRoles.Assign([.. members.Select(member => member.Name)]);
        foreach ((int index, JsonProperty member) in members.Index())
        {
            bool isKept = isWhole || roles[index] == ColumnRole.Label || roles[index] == ColumnRole.Caption && member.Name == "captions";
            ColumnRole role = isKept ? roles[index] : ColumnRole.Metadata;
            switch (role)
            {
                case ColumnRole.File:
                    sample.File = Text(member, sample);
                    break;
                case ColumnRole.Key:
                    sample.Key = Text(member, sample);
                    break;
                case ColumnRole.Label:
                    sample.Label = Text(member, sample);
                    break;
                case ColumnRole.Caption when member.Value.ValueKind == JsonValueKind.Array:
                    foreach (JsonElement caption in member.Value.EnumerateArray())
                        AddCaption(member.Name, caption, sample);
                    break;
                case ColumnRole.Caption:
                    AddCaption(member.Name, member.Value, sample);
                    break;
                default:
                    Flatten(member.Name, member.Value, sample);
                    break;
            }
        }
    }

    private static string? Text(JsonProperty member, RawSample sample)
    {
        switch (member.Value.ValueKind)
        {
            case JsonValueKind.String:
                return member.Value.GetString();
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                return member.Value.GetRawText();
            case JsonValueKind.Null:
                return null;
            default:
                sample.Fail(RefusalReason.Malformed, $"The member {GridName.Shown(member.Name)} is no text.");
                return null;
        }
    }

    private static void AddCaption(string name, JsonElement caption, RawSample sample)
    {
        if (caption.ValueKind == JsonValueKind.String)
            sample.Captions.Add(caption.GetString()!);
        else if (caption.ValueKind != JsonValueKind.Null)
            sample.Fail(RefusalReason.Malformed, $"The member {GridName.Shown(name)} is neither a text nor a list of texts.");
    }

    private static void Flatten(string name, JsonElement value, RawSample sample)
    {
        // Limits are kept while it grows: a long name over a long list would otherwise be copied for each item of it.
        if (name.Length > SourceMetadata.LongestName || sample.Metadata.Count > SourceMetadata.MostEntries)
            sample.Fail(RefusalReason.TooLarge, $"There is more metadata than {SourceMetadata.MostEntries} entries with names of {SourceMetadata.LongestName} characters at most.");
        if (sample.Problem is not null)
            return;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty member in value.EnumerateObject())
                    Flatten($"{name}.{member.Name}", member.Value, sample);
                break;
            case JsonValueKind.Array:
                foreach ((int index, JsonElement item) in value.EnumerateArray().Index())
                    Flatten(string.Create(CultureInfo.InvariantCulture, $"{name}.{index}"), item, sample);
                break;
            case JsonValueKind.String:
                Set(name, new MetadataValue(value.GetString()!), sample);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                Set(name, new MetadataValue(value.GetBoolean()), sample);
                break;
            case JsonValueKind.Number when SourceMetadata.OfNumber(value.GetRawText()) is { } number:
                Set(name, number, sample);
                break;
            case JsonValueKind.Number:
                sample.Fail(RefusalReason.Malformed, $"The number of the member {GridName.Shown(name)} is too large.");
                break;
            default:
                break;
        }
    }

    // {"a.b": 1, "a": {"b": 2}} would say the same name twice.
    private static void Set(string name, MetadataValue value, RawSample sample)
    {
        if (!sample.Metadata.TryAdd(name, value))
            sample.Fail(RefusalReason.Malformed, $"The metadata {GridName.Shown(name)} is said twice.");
    }
}
