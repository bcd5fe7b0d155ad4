using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Models;

/// <summary>A command that was carried out.</summary>
/// <param name="Id">The client's name for it.</param>
/// <param name="Request">What was asked, so that another request under the same id shows.</param>
/// <param name="Deleted">The version that it deleted, or null.</param>
internal sealed record ModelOperation(OperationId Id, string Request, ModelVersionId? Deleted = null)
{
    private const int Kept = 256;

    /// <summary>The operation if it was carried out, or null.</summary>
    /// <exception cref="GridException">Conflict: its id was used for another request.</exception>
    public static ModelOperation? Find(ImmutableArray<ModelOperation> operations, OperationId id, string request) =>
        operations.FirstOrDefault(operation => operation.Id == id) switch
        {
            null => null,
            { } former when former.Request == request => former,
            _ => throw OtherRequest(id),
        };

    /// <summary>The operations with one more in front; very old ones are forgotten.</summary>
    public ImmutableArray<ModelOperation> AddTo(ImmutableArray<ModelOperation> operations) => [this, .. operations.Take(Kept - 1)];

    /// <summary>The exception for an id that stands for something else.</summary>
    public static GridException OtherRequest(OperationId id) =>
        new(GridProblem.Conflict, $"The operation {id} was used for another request: make a new id for each command, and repeat a command unchanged.");
}
