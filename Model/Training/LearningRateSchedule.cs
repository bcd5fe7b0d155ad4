using System.Text.Json.Serialization;

namespace ClipGrid.Model.Training;

/// <summary>
/// The learning rate as a pure function of the step: nothing to save but its settings. All schedules start with a linear warm-up,
/// base * (step + 1) / warm-up steps, as open_clip's do.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CosineSchedule), "cosine")]
[JsonDerivedType(typeof(ConstantSchedule), "const")]
[JsonDerivedType(typeof(ConstantCooldownSchedule), "const_cooldown")]
public abstract record LearningRateSchedule
{
    /// <summary>The largest base rate that is taken for meant: beyond it every optimiser diverges.</summary>
    public const double LargestRate = 1000;

    private protected LearningRateSchedule()
    {
    }

    /// <summary>The rate after the warm-up; above 0, at most <see cref="LargestRate"/>.</summary>
    public required double BaseRate { get; init; }

    /// <summary>Number of steps of the whole run, 1 or more.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>Steps until the base rate is reached, 0 to <see cref="TotalSteps"/>.</summary>
    public long WarmupSteps { get; init; }

    /// <summary>The rate of step <paramref name="step"/>, 0-based.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is not one of the run's.</exception>
    public double At(long step)
    {
        if (step < 0 || step >= TotalSteps)
            throw new ArgumentOutOfRangeException(nameof(step), step, $"The schedule has steps 0 to {TotalSteps - 1}: raise {nameof(TotalSteps)} to train longer.");
        return step < WarmupSteps ? BaseRate * (step + 1) / WarmupSteps : AfterWarmup(step);
    }

    /// <summary>Checks the settings against each other; call it once where they enter.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it, its value and the remedy.</exception>
    public virtual void Validate()
    {
        if (!(BaseRate > 0 && BaseRate <= LargestRate))
            throw new ArgumentException($"{nameof(BaseRate)} is {BaseRate}: set it above 0 and at most {LargestRate}; 1e-5 to 1e-3 is usual.");
        if (TotalSteps < 1)
            throw new ArgumentException($"{nameof(TotalSteps)} is {TotalSteps}: set it to 1 or more.");
        if (WarmupSteps < 0 || WarmupSteps > TotalSteps)
            throw new ArgumentException($"{nameof(WarmupSteps)} is {WarmupSteps}: set it to 0 to {TotalSteps}, the number of steps of the run.");
    }

    /// <summary>The rate of a step that lies behind the warm-up.</summary>
    private protected abstract double AfterWarmup(long step);
}
