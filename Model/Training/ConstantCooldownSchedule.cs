using System.Text.Json.Serialization;

namespace ClipGrid.Model.Training;

/// <summary>
/// Warm-up, the base rate, then a fall over the last <see cref="CooldownSteps"/>:
/// end + (base - end) * (1 - e / E)^power with e counted from the start of the fall and E its length (open_clip's
/// const-cooldown). Where warm-up and cooldown overlap, the warm-up counts.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ConstantCooldownSchedule : LearningRateSchedule
{
    /// <summary>Length of the fall, 0 to the steps of the run.</summary>
    public required long CooldownSteps { get; init; }

    /// <summary>Shape of the fall, above 0: 1 is a straight line, 2 falls fast and then slowly.</summary>
    public double CooldownPower { get; init; } = 1;

    /// <summary>The rate that the fall leads to, 0 to the base rate; it would be reached one step after the last.</summary>
    public double CooldownEndRate { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        if (CooldownSteps < 0 || CooldownSteps > TotalSteps)
            throw new ArgumentException($"{nameof(CooldownSteps)} is {CooldownSteps}: set it to 0 to {TotalSteps}, the number of steps of the run.");
        if (!(CooldownPower > 0) || double.IsInfinity(CooldownPower))
            throw new ArgumentException($"{nameof(CooldownPower)} is {CooldownPower}: set it above 0; 1 is a straight line.");
        if (!(CooldownEndRate >= 0 && CooldownEndRate <= BaseRate))
            throw new ArgumentException($"{nameof(CooldownEndRate)} is {CooldownEndRate}: set it to 0 to {BaseRate}, the base rate.");
    }

    /// <inheritdoc/>
    private protected override double AfterWarmup(long step)
    {
        long start = TotalSteps - CooldownSteps;
        if (step < start)
            return BaseRate;
        double left = Math.Pow(1 - (double)(step - start) / CooldownSteps, CooldownPower);
        return left * (BaseRate - CooldownEndRate) + CooldownEndRate;
    }
}
