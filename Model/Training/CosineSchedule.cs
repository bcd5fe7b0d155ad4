using System.Text.Json.Serialization;

namespace ClipGrid.Model.Training;

/// <summary>
/// Warm-up, then half a cosine down to zero: base * (1 + cos(pi * e / E)) / 2 with e = step - warm-up steps and
/// E = total steps - warm-up steps (Loshchilov and Hutter 2017, without restarts; Radford et al. 2021, section 2.5).
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CosineSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    private protected override double AfterWarmup(long step) =>
        0.5 * (1 + Math.Cos(Math.PI * (step - WarmupSteps) / (TotalSteps - WarmupSteps))) * BaseRate;
}
