using System.Text.Json.Serialization;

namespace ClipGrid.Model.Training;

/// <summary>Warm-up, then the base rate until the end.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    private protected override double AfterWarmup(long step) => BaseRate;
}
