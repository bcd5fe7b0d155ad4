using System.Runtime.CompilerServices;
using ClipGrid.Grains.Datasets.Sources;

namespace ClipGrid.Grains.Tests.Datasets;

/// <summary>Samples from memory.</summary>
internal sealed class ListSource(IReadOnlyList<SourceSample> samples) : ISampleSource
{
    public string Description => "a list";

    public long? TotalCount => samples.Count;

    /// <summary>Samples that were read, those passed over not counted.</summary>
    public int ReadCount { get; private set; }

    public async IAsyncEnumerable<SourceSample> ReadAsync(long skip, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int index = (int)skip; index < samples.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadCount++;
            yield return samples[index];
            await Task.Yield();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Samples as sources have them: some refused, some undecodable, some with a key that came before.</summary>
    public static List<SourceSample> Mixed(int count)
    {
        List<SourceSample> samples = [];
        for (int index = 0; index < count; index++)
        {
            string where = $"line {index + 1}";
            byte[] picture = DrawnPictures.Noise(index);
            samples.Add((index % 11) switch
            {
                3 => new SourceSample { Where = where, Refusal = new() { Where = where, Reason = Contracts.Datasets.RefusalReason.NoPicture, Message = "none" } },
                5 => new SourceSample { Where = where, Key = $"k{index}", Picture = picture.AsMemory(0, picture.Length - 20), Captions = ["cut"] },
                7 => new SourceSample { Where = where, Key = $"k{index - 7}", Picture = picture, Captions = ["again"] },
                _ => new SourceSample { Where = where, Key = $"k{index}", Picture = picture, Captions = [$"caption {index}", "second"], Label = $"{index % 2}" },
            });
        }
        return samples;
    }
}
