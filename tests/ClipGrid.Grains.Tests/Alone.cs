using Xunit;

namespace ClipGrid.Grains.Tests;

/// <summary>
/// Tests that no other test may run beside: they measure the memory of the whole process, or how long something takes, or they have a
/// network whose deadlines are fractions of a second. They come after all others.
/// </summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
