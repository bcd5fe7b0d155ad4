using System.Collections.Immutable;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>What comes before the files of an upload: what shall become of them, and which they are.</summary>
/// <param name="Operation">Names the ingest.</param>
/// <param name="Settings">What shall become of them.</param>
/// <param name="Files">The files, in the order in which they come.</param>
internal sealed record UploadRequest(OperationId Operation, AddSettings Settings, ImmutableArray<UploadFile> Files)
{
    /// <summary>What to call the source: the folder or the file that was chosen.</summary>
    public string Location => Files switch
    {
        [] => "nothing",
        [{ Path: var only }] => only,
        [{ Path: var first }, ..] when first.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && Files.All(file => file.Path.StartsWith(first[..(slash + 1)], StringComparison.Ordinal)) => first[..slash],
        _ => $"{Files.Length} files of a browser",
    };
}
