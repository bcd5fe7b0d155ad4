using System.Globalization;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Datasets.Sources.Idx;

/// <summary>
/// MNIST's pairs of files. A picture becomes a gray PNG with the key <c>train-000001</c> (counted from 0), the metadata "split", and its
/// label, named by <see cref="IngestOptions.LabelNames"/>.
/// </summary>
internal sealed class IdxSource : SampleSource
{
    private readonly IdxPair[] _pairs;
    private readonly IngestOptions _options;
    private readonly SampleRules _rules;

    /// <summary>Reads the headers.</summary>
    /// <param name="description">What it is, in words.</param>
    /// <param name="pairs">The pairs; those of another split than is asked for are left out.</param>
    /// <param name="options">Limits, names of labels, the split.</param>
    /// <exception cref="GridException">Invalid: a file is not what its name says, its labels are not as many, or there is no such split.</exception>
    public IdxSource(string description, IReadOnlyCollection<IdxPair> pairs, IngestOptions options)
    {
        Description = description;
        _options = options;
        _rules = new SampleRules(options);
        _pairs = [.. pairs.Where(pair => options.Split is null || pair.Split == options.Split).Select(Check)];
        if (_pairs.Length == 0)
            throw new GridException(GridProblem.Invalid, $"{description} has no split \"{options.Split}\": there is {string.Join(" and ", pairs.Select(pair => pair.Split))}.");
    }

    /// <inheritdoc/>
    public override string Description { get; }

    /// <inheritdoc/>
    public override long? TotalCount => _pairs.Sum(pair => pair.Count);

    /// <inheritdoc/>
    protected override IEnumerable<SourceSample> Read(long skip, CancellationToken cancellationToken)
    {
        foreach (IdxPair pair in _pairs)
        {
            using IdxFile images = IdxFile.Open(pair.Images, 3);
            using IdxFile labels = IdxFile.Open(pair.Labels, 1);
            long wanted = Math.Min(skip, pair.Count);
            long passed = Math.Min(images.Skip(wanted, cancellationToken), labels.Skip(wanted, cancellationToken));
            // Damage ends a pair with one refusal, which is among those to pass over if it came before the last of them.
            skip -= passed < wanted ? passed + 1 : wanted;
            if (passed < wanted)
                continue;
            foreach (SourceSample sample in Read(pair, images, labels, passed))
                yield return sample;
        }
    }

    private IEnumerable<SourceSample> Read(IdxPair pair, IdxFile images, IdxFile labels, long start)
    {
        int height = images.Dimensions[1];
        int width = images.Dimensions[2];
        byte[] pixels = new byte[images.Stride];
        for (long number = start; number < pair.Count; number++)
        {
            string where = string.Create(CultureInfo.InvariantCulture, $"{images.Name}, picture {number}");
            if (Damage(images, pixels, labels, out byte label) is { } damage)
            {
                yield return SampleRules.Refuse(where, null, new SampleProblem(RefusalReason.DamagedSource, damage));
                yield break;
            }
            yield return Take(where, pair, number, label, GrayPng.Encode(pixels, width, height));
        }
    }

    private SourceSample Take(string where, IdxPair pair, long number, byte label, byte[] picture)
    {
        var raw = new RawSample { Where = where, Key = string.Create(CultureInfo.InvariantCulture, $"{pair.Split}-{number:D6}") };
        raw.Metadata["split"] = new MetadataValue(pair.Split);
        raw.Problem = _rules.NameLabel(label.ToString(CultureInfo.InvariantCulture), out string? name);
        raw.Label = name;
        if (picture.Length > _options.MaxPictureBytes)
            raw.Fail(RefusalReason.TooLarge, $"The picture has {picture.Length} bytes: at most {_options.MaxPictureBytes} are taken in.");
        SourceSample sample = _rules.Judge(raw);
        return sample.Refusal is null ? sample with { Picture = picture } : sample;
    }

    private static string? Damage(IdxFile images, byte[] pixels, IdxFile labels, out byte label)
    {
        Span<byte> one = stackalloc byte[1];
        label = 0;
        try
        {
            if (!images.TryRead(pixels))
                return $"{images.Name} ends before its {images.Dimensions[0]} pictures do: bring the whole file.";
            if (!labels.TryRead(one))
                return $"{labels.Name} ends before its {labels.Dimensions[0]} labels do: bring the whole file.";
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return $"{images.Name} or its labels are damaged from here on: {e.Message}";
        }
        label = one[0];
        return null;
    }

    private static IdxPair Check(IdxPair pair)
    {
        using IdxFile images = IdxFile.Open(pair.Images, 3);
        using IdxFile labels = IdxFile.Open(pair.Labels, 1);
        return images.Dimensions[0] == labels.Dimensions[0]
            ? pair with { Count = images.Dimensions[0] }
            : throw new GridException(GridProblem.Invalid, $"{images.Name} has {images.Dimensions[0]} pictures and {labels.Name} {labels.Dimensions[0]} labels: bring the files that belong together.");
    }
}
