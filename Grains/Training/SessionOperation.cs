using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Training;

/// <summary>A command that a session has carried out.</summary>
/// <param name="Id">The client's id of it.</param>
/// <param name="Command">Which command.</param>
/// <param name="Value">What it was told with it: a rate's factor.</param>
internal sealed record SessionOperation(OperationId Id, SessionCommand Command, double? Value = null);
