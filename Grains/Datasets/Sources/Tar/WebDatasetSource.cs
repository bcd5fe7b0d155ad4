using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Sources.Tar;

/// <summary>
/// WebDataset's shards: tar files, plain or gzip by content, whose members belong together by key. A key is the member's path up to the
/// first dot of its last part. Members side by side with one key are one sample; the same key again later is another. Members whose
/// last part begins with a dot, folders, and members of other kinds are passed over.
/// </summary>
internal sealed class WebDatasetSource(string description, IReadOnlyList<string> shards, IngestOptions options) : SampleSource
{
    private const int BufferSize = 1 << 16;
    private readonly SampleRules _rules = new(options);

    /// <inheritdoc/>
    public override string Description => description;

    /// <inheritdoc/>
    protected override IEnumerable<SourceSample> Read(long skip, CancellationToken cancellationToken)
    {
        var skipped = new SkipCount(skip);
        return shards.SelectMany(shard => ReadShard(shard, skipped, cancellationToken));
    }

    private IEnumerable<SourceSample> ReadShard(string path, SkipCount skip, CancellationToken cancellationToken)
    {
        string shard = Path.GetFileName(path);
        if (SourceFile.Open(path, shard, out FileStream? file, BufferSize) is { } problem)
        {
            if (!skip.Pass())
                yield return SampleRules.Refuse(shard, null, problem.OfSource());
            yield break;
        }
        using (file)
        using (Stream archive = GzipSource.Is(file!) ? new GzipSource(file!) : file!)
            foreach (SourceSample sample in ReadMembers(new TarReader(archive), shard, skip, cancellationToken))
                yield return sample;
    }

    private IEnumerable<SourceSample> ReadMembers(TarReader reader, string shard, SkipCount skip, CancellationToken cancellationToken)
    {
        TarSample? pending = null;
        TarMember? last = null;
        bool isAny = false;
        while (reader.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            TarMember member = reader.Current!;
            SampleProblem? problem = TarName.Split(member, out string key, out string extension);
            if (problem is null && key.Length == 0)
                continue;
            if (pending is { IsAny: true } && (problem is not null || key != pending.Key))
            {
                isAny = true;
                if (!skip.Pass())
                    yield return pending.Finish();
            }
            if (problem is not null)
            {
                (pending, isAny) = (null, true);
                if (!skip.Pass())
                    yield return SampleRules.Refuse($"{shard}, byte {member.Offset}", null, problem);
                continue;
            }
            if (pending?.Key != key)
                pending = new TarSample(key, shard, _rules);
            last = member;
            pending.Add(extension, member, skip.IsSkipping ? () => null : reader.ReadBody);
        }
        // Damage is of the last sample if it is in its members or if what it still needs may lie behind.
        if (reader.Damage is { } damage && pending is not null && (reader.IsInBody && last == reader.Current || pending is { IsAny: true, IsWhole: false }))
            pending.Break(damage);
        else if (reader.Damage is null && pending is not { IsAny: true } && !isAny)
            (pending = new TarSample("", shard, _rules)).Break("The archive holds no sample.");
        else if (reader.Damage is { } elsewhere)
        {
            if (pending is { IsAny: true } && !skip.Pass())
                yield return pending.Finish();
            (pending = new TarSample("", shard, _rules)).Break(elsewhere);
        }
        if (pending is { IsAny: true } && !skip.Pass())
            yield return pending.Finish();
    }
}
