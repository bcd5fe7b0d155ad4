using System.Collections.Immutable;
using System.Text.Json;

namespace ClipGrid.Model.Weights;

/// <summary>
/// Reads a safetensors header token by token, without building a document: a header may be 100 MB, and only names,
/// shapes and offsets are kept. Every rule about a single tensor is checked here.
/// </summary>
internal ref struct SafetensorsHeaderReader
{
    // No CLIP model comes near any of these; millions of them fit into 100 MB and would only be there to eat memory and time.
    private const int MaxRank = 64;
    private const int MaxTensorCount = 100_000;
    private const int MaxMetadataCount = 10_000;

    private readonly string _file;
    private Utf8JsonReader _json;

    /// <summary>A reader over <paramref name="json"/>.</summary>
    public SafetensorsHeaderReader(ReadOnlySpan<byte> json, string file)
    {
        _file = file;
        _json = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 3 });
    }

    /// <summary>Reads the whole header; entries come back in the order of their data.</summary>
    public SafetensorsHeader Read()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var entries = new List<SafetensorsEntry>();
        ImmutableArray<KeyValuePair<string, string>> metadata = [];
        _json.Read();
        while (NextMember() is { } name)
        {
            if (!seen.Add(name))
                throw Broken(name, "its name occurs twice", "one of the two would be lost: save the weights again with unique names");
            if (entries.Count == MaxTensorCount)
                throw Broken(name, $"it is one more than the {MaxTensorCount} tensors that a file may have here", "no CLIP model has as many: do not trust this file");
            if (name == SafetensorsHeader.MetadataName)
                metadata = ReadMetadata();
            else
                entries.Add(ReadEntry(name));
        }
        _json.Read(); // throws on anything but white space behind the object
        return new SafetensorsHeader
        {
            Entries = [.. entries.OrderBy(e => e.Begin).ThenBy(e => e.End).ThenBy(e => e.Name, StringComparer.Ordinal)],
            Metadata = metadata,
        };
    }

    private ImmutableArray<KeyValuePair<string, string>> ReadMetadata()
    {
        RequireObject(SafetensorsHeader.MetadataName);
        var pairs = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (NextMember() is { } key)
        {
            _json.Read();
            if (_json.TokenType != JsonTokenType.String)
                throw Broken(SafetensorsHeader.MetadataName, $"the value of '{key}' is no string", "metadata are pairs of strings: save the weights again");
            if (pairs.Count == MaxMetadataCount)
                throw Broken(SafetensorsHeader.MetadataName, $"it has more than {MaxMetadataCount} pairs", "no CLIP model has as many: do not trust this file");
            if (!seen.Add(key))
                throw Broken(SafetensorsHeader.MetadataName, $"the key '{key}' occurs twice", "save the weights again");
            pairs.Add(new(key, _json.GetString()!));
        }
        return pairs.ToImmutable();
    }

    private SafetensorsEntry ReadEntry(string name)
    {
        RequireObject(name);
        TensorType? type = null;
        List<long>? shape = null, offsets = null;
        while (NextMember() is { } member)
        {
            _json.Read();
            bool first = member switch
            {
                "dtype" => type is null,
                "shape" => shape is null,
                "data_offsets" => offsets is null,
                _ => throw Broken(name, $"its member '{member}' is not part of the format", "the file is of a newer or another format: save the weights again"),
            };
            if (!first)
                throw Broken(name, $"its member '{member}' occurs twice", "save the weights again");
            if (member == "dtype")
                type = ReadType(name);
            else if (member == "shape")
                shape = ReadNumbers(name, "shape");
            else
                offsets = ReadNumbers(name, "data_offsets");
        }
        if (type is null || shape is null || offsets is not [long begin, long end])
            throw Broken(name, "it lacks dtype, shape or two data_offsets", "the file is damaged: save the weights again");
        if (end < begin)
            throw Broken(name, $"its data ends at {end}, before it begins at {begin}", "the file is damaged: save the weights again");
        RequireByteCount(name, type.Value, shape, end - begin);
        return new SafetensorsEntry { Name = name, Type = type.Value, Shape = [.. shape], Begin = begin, End = end };
    }

    private readonly TensorType ReadType(string name)
    {
        string? word = _json.TokenType == JsonTokenType.String ? _json.GetString() : null;
        // Enum.TryParse alone would take "3", "-16", " F32" and "F32,F64" as well.
        return Enum.GetNames<TensorType>().Contains(word, StringComparer.Ordinal)
            ? Enum.Parse<TensorType>(word!)
            : throw Broken(name, $"its dtype '{word}' is unknown", $"known are {string.Join(", ", Enum.GetNames<TensorType>())}: convert the weights to one of them");
    }

    private List<long> ReadNumbers(string name, string member)
    {
        if (_json.TokenType != JsonTokenType.StartArray)
            throw Broken(name, $"its {member} is no list", "the file is damaged: save the weights again");
        var numbers = new List<long>();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out long number) || number < 0)
                throw Broken(name, $"its {member} holds something else than whole numbers from 0 to {long.MaxValue}", "the file is damaged: save the weights again");
            if (numbers.Count == MaxRank)
                throw Broken(name, $"its {member} has more than {MaxRank} numbers", "no network has such tensors: do not trust this file");
            numbers.Add(number);
        }
        return numbers;
    }

    private readonly void RequireByteCount(string name, TensorType type, List<long> shape, long byteCount)
    {
        try
        {
            long needed = shape.Aggregate((long)type.ByteSize(), static (product, side) => checked(product * side));
            if (needed != byteCount)
                throw Broken(name, $"its shape [{string.Join(", ", shape)}] of {type} needs {needed} bytes, but its data_offsets span {byteCount}", "the file is damaged: save the weights again");
        }
        catch (OverflowException)
        {
            throw Broken(name, $"its shape [{string.Join(", ", shape)}] has more elements than 64 bits can count", "do not trust this file");
        }
    }

    /// <summary>The next member's name, or null at the end of the object.</summary>
    private string? NextMember()
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.EndObject ? null : _json.GetString();
    }

    private void RequireObject(string name)
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
            throw Broken(name, "its description is no JSON object", "the file is damaged: save the weights again");
    }

    private readonly SafetensorsException Broken(string tensor, string problem, string remedy) => new(_file, tensor, problem, remedy);
}
