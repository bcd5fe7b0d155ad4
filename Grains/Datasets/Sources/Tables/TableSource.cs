using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Sources.Tables;

/// <summary>A text file whose rows name picture files beside it.</summary>
internal abstract class TableSource : SampleSource
{
    private readonly SourceFolder _folder;
    private readonly SampleRules _rules;

    /// <summary>The table at a path, its pictures under the table's own folder.</summary>
    protected TableSource(string path, IngestOptions options)
    {
        Name = Path.GetFileName(path);
        _folder = new SourceFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _rules = new SampleRules(options);
    }

    /// <inheritdoc/>
    public override string Description => $"{Name} of {_folder.Root}";

    /// <summary>The table's file name.</summary>
    protected string Name { get; }

    /// <summary>Where a line is.</summary>
    protected string Where(int line) => $"{Name}, line {line}";

    /// <summary>Opens the table anew.</summary>
    protected SampleProblem? OpenLines(out LineReader? lines)
    {
        SampleProblem? problem = SourceFile.Open(Path.Combine(_folder.Root, Name), Name, out FileStream? stream);
        lines = problem is null ? new LineReader(stream!) : null;
        return problem;
    }

    /// <summary>The rows in their order, not yet judged; blank lines are none.</summary>
    protected abstract IEnumerable<RawSample> Rows(LineReader lines);

    /// <inheritdoc/>
    protected override IEnumerable<SourceSample> Read(long skip, CancellationToken cancellationToken)
    {
        if (OpenLines(out LineReader? lines) is { } problem)
        {
            if (skip == 0)
                yield return SampleRules.Refuse(Name, null, problem.OfSource());
            yield break;
        }
        using (lines)
        {
            long index = 0;
            foreach (RawSample row in Rows(lines!))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (index++ >= skip)
                    yield return Take(row);
            }
        }
    }

    // Text first: a picture is read only for a row that is otherwise fit.
    private SourceSample Take(RawSample row)
    {
        string path = "";
        if (row.Problem is null && SourcePath.Normalize(row.File ?? "", out path) is { } unsafePath)
            row.Problem = unsafePath;
        row.Key ??= path;
        SourceSample sample = _rules.Judge(row);
        if (sample.Refusal is not null)
            return sample;
        SampleProblem? problem = _folder.ReadPicture(path, _rules.MaxPictureBytes, out ReadOnlyMemory<byte> picture);
        return problem is null ? sample with { Picture = picture } : SampleRules.Refuse(sample.Where, sample.Key, problem);
    }
}
