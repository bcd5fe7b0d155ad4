using System.Reflection;

namespace ClipGrid.Dashboard.Tests.Search;

/// <summary>A grain of a <see cref="StubGrid"/>.</summary>
public class StubGrain : DispatchProxy
{
    internal Func<string, object?[], object> Answer { get; set; } = null!;

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Answer(targetMethod!.Name, args ?? []);
}
