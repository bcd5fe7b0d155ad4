namespace ClipGrid.Model.Training;

/// <summary>Numbers of a step that live on the device; reading them waits for it.</summary>
/// <param name="Loss">The batch's mean loss, in nats.</param>
/// <param name="GradientNorm">2-norm of all gradients before clipping.</param>
/// <param name="LogitScale">The exponential of the logit scale after the step, at most 100; labels leave it as it was loaded.</param>
/// <param name="UpdateRatio">2-norm of what the step changed of all trained weights, over theirs before it; about 1e-3 is usual.</param>
/// <param name="BatchAccuracy">Share of the pictures whose own text has the highest logit in the batch, or whose class has it, 0 to 1.</param>
public sealed record StepScalars(double Loss, double GradientNorm, double LogitScale, double UpdateRatio, double BatchAccuracy);
