using System.Text.Json.Serialization;

namespace ClipGrid.Model.Training;

/// <summary>
/// How far a run is in its data: everything that a checkpoint needs to go on at the next batch. The start of a run is the default.
/// </summary>
/// <param name="Epoch">Passes over the data that are finished.</param>
/// <param name="Position">Items of the current pass that were used.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public readonly record struct DataCursor([property: JsonRequired] long Epoch, [property: JsonRequired] int Position);
