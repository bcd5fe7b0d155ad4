using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training.Options;

/// <summary>What <see cref="SessionSpecification"/> has where nothing is said; steps and batch are 0, which no session can have.</summary>
internal static class UsualSpecification
{
    /// <summary>It.</summary>
    public static SessionSpecification Value { get; } = new() { Dataset = default, Publish = default, StepCount = 0, BatchSize = 0 };
}
