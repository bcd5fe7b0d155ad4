using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ClipGrid.Model.Training;

/// <summary>All of a run's state that is not a tensor. Everything random is a pure function of seed, epoch and item.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TrainerState
{
    /// <summary>The run's specification.</summary>
    public required TrainingSpecification Specification { get; init; }

    /// <summary>Steps done.</summary>
    public required long StepCount { get; init; }

    /// <summary>Items seen.</summary>
    public required long SamplesSeen { get; init; }

    /// <summary>Where the next batch begins.</summary>
    public required DataCursor Cursor { get; init; }

    /// <summary>What the schedule's rate is multiplied by; checkpoints from before there was one have none and mean 1.</summary>
    public double RateFactor { get; init; } = 1;

    /// <summary>What is known of the losses so far; checkpoints from before there was one begin it anew.</summary>
    public DivergenceWatch Watch { get; init; } = new();

    /// <summary>Items of the data; another number is another run.</summary>
    public required int ItemCount { get; init; }

    /// <summary>State of torch's CPU generator, for layers that draw from it.</summary>
    public required ReadOnlyMemory<byte> GeneratorState { get; init; }

    /// <summary>What the arithmetic ran on: another one rounds differently.</summary>
    public required ArithmeticEnvironment Environment { get; init; }

    /// <summary>Why the run is no longer bit for bit the one that its specification names; empty when it is.</summary>
    public required ImmutableArray<string> Inexactness { get; init; }
}
