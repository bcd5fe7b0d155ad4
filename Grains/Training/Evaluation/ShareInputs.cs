using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training.Data;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>What a share embeds.</summary>
/// <param name="Items">The items of its partition; null for the texts of the classes.</param>
/// <param name="Rows">Rows of the pictures, ascending.</param>
/// <param name="Texts">The texts, picture by picture.</param>
internal sealed record ShareInputs(PartitionItems? Items, ImmutableArray<int> Rows, ImmutableArray<string> Texts)
{
    /// <summary>Reads the session's plan and the items that it names.</summary>
    /// <exception cref="GridException">NotFound, Corrupt, NewerFormat, Unavailable.</exception>
    public static async Task<ShareInputs> LoadAsync(EvaluationShareRequest request, int number, IBlobStore blobs, IPartitionStore partitions, CancellationToken cancellationToken)
    {
        string name = GridPaths.SessionPlan(request.Session);
        SessionPlan plan = (await blobs.FindJsonAsync<SessionPlan>(name, SessionPlan.CurrentFormat, cancellationToken).ConfigureAwait(false))?.Value
            ?? throw new GridException(GridProblem.NotFound, $"There is no {name}: session {request.Session} was deleted.");
        if (number == ShareKey.ClassTexts)
            return new ShareInputs(null, [], [.. plan.Classes.Select(label => CaptionsOf.Label(request.LabelTemplate, label))]);
        PlannedPartition planned = plan.HeldOut[number];
        PartitionItems items = await partitions.LoadAsync(planned.Id, cancellationToken).ConfigureAwait(false);
        ImmutableArray<int> rows = [.. planned.Rows.SelectMany(range => Enumerable.Range(range.Start, range.Count))];
        if (rows is [.., var last] && last >= items.Items.Length)
            throw new GridException(GridProblem.Corrupt, $"The session's plan names row {last} of partition {planned.Id}, which has {items.Items.Length}: restore the data set from a backup, or start a new session.");
        return new ShareInputs(items, rows, request.WithCaptions ? [.. rows.SelectMany(row => CaptionsOf.Item(items.Items[row].Info, request.LabelTemplate))] : []);
    }
}
