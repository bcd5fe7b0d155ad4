namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>Samples on the silo's disk, in one of the formats. For one reader at a time.</summary>
internal interface ISampleSource : IAsyncDisposable
{
    /// <summary>What it is, in words: "captions.csv of /data/emoji".</summary>
    string Description { get; }

    /// <summary>How many samples it has, refused ones included, if that is cheaply known.</summary>
    long? TotalCount { get; }

    /// <summary>
    /// Its samples, in an order that is the same at every reading. A refusal counts as one sample, for <paramref name="skip"/> too.
    /// Damage in the source is a refusal, never an exception.
    /// </summary>
    /// <param name="skip">How many samples at the beginning to pass over; their pictures are not read where the format allows it.</param>
    /// <param name="cancellationToken">Ends the reading between two samples.</param>
    IAsyncEnumerable<SourceSample> ReadAsync(long skip, CancellationToken cancellationToken);
}
