using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Embedding;

namespace ClipGrid.Grains.Tests.Search;

/// <summary>Partitions and requests of a seed: few different vectors, so that scores tie; metadata of all kinds, some of it missing.</summary>
internal sealed class RandomData(int seed, int dimension = 7)
{
    private readonly Random _random = new(seed);
    private readonly List<float[]> _vectors = [];

    internal static ModelDigest Model { get; } = ModelDigest.Parse(new string('a', 64));

    internal int Dimension => dimension;

    internal int Next(int end) => _random.Next(end);

    internal float[] Vector()
    {
        // Every second one is a copy.
        if (_vectors.Count > 3 && _random.Next(2) == 0)
            return _vectors[_random.Next(_vectors.Count)];
        float[] vector = [.. Enumerable.Range(0, dimension).Select(_ => (_random.NextSingle() * 2) - 1)];
        double length = Math.Sqrt(vector.Sum(value => (double)value * value));
        vector = [.. vector.Select(value => (float)(value / length))];
        _vectors.Add(vector);
        return vector;
    }

    internal PartitionItems Items(int number, int count)
    {
        PartitionId id = new(DatasetName.Parse("set"), 1, number);
        int[] names = [.. Enumerable.Range(0, count)];
        _random.Shuffle(names);
        return new PartitionItems(id, [.. names.Select(name => new StoredItem(Item(id, string.Create(null, $"k{name:x}-{number}")), 0))]);
    }

    internal PartitionVectors Vectors(PartitionItems items) => new()
    {
        Model = Model,
        Dimension = dimension,
        Pictures = Enumerable.Range(0, items.Items.Length).SelectMany(_ => Vector()).ToArray(),
        Captions = Enumerable.Range(0, items.CaptionStarts[^1]).SelectMany(_ => Vector()).ToArray(),
    };

    internal ItemFilter Filter(int depth = 3) => (depth == 0 ? _random.Next(3) : _random.Next(6)) switch
    {
        0 => new EqualsFilter(Field(), Value()),
        1 => new InFilter(Field(), [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Value())]),
        2 => new RangeFilter
        {
            Field = _random.Next(2) == 0 ? "year" : Field(),
            Min = _random.Next(3) == 0 ? null : _random.Next(6),
            Max = _random.Next(3) == 0 ? null : _random.Next(6),
            ExcludesMin = _random.Next(2) == 0,
            ExcludesMax = _random.Next(2) == 0,
        },
        3 => new AndFilter([.. Enumerable.Range(0, _random.Next(3)).Select(_ => Filter(depth - 1))]),
        4 => new OrFilter([.. Enumerable.Range(0, _random.Next(3)).Select(_ => Filter(depth - 1))]),
        _ => new NotFilter(Filter(depth - 1)),
    };

    private string Field() => new[] { "key", "label", "year", "color", "flag", "nobody" }[_random.Next(6)];

    private MetadataValue Value() => _random.Next(4) switch
    {
        0 => new MetadataValue((double)_random.Next(5)),
        1 => new MetadataValue(_random.Next(2) == 0),
        2 => new MetadataValue($"k{_random.Next(8):x}-0"),
        _ => new MetadataValue(new[] { "cat", "dog", "red", "blue" }[_random.Next(4)]),
    };

    private ItemInfo Item(PartitionId partition, string key)
    {
        Dictionary<string, MetadataValue> metadata = [];
        foreach (string field in new[] { "year", "color", "flag" })
            if (_random.Next(4) != 0)
                metadata[field] = field == "year" && _random.Next(8) != 0 ? new MetadataValue((double)_random.Next(5)) : Value();
        return new ItemInfo
        {
            Key = key,
            Partition = partition,
            Captions = [.. Enumerable.Range(0, _random.Next(3)).Select(i => $"caption {i} of {key}")],
            Label = _random.Next(3) == 0 ? null : new[] { "cat", "dog" }[_random.Next(2)],
            Metadata = metadata.ToImmutableSortedDictionary(),
            MediaType = "image/png",
            Width = 1,
            Height = 1,
            ByteCount = 10,
            Digest = string.Create(null, $"{_random.Next(40):x64}"),
        };
    }
}
