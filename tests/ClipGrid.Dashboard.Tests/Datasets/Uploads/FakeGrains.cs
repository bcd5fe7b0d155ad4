using System.Reflection;

namespace ClipGrid.Dashboard.Tests.Datasets.Uploads;

/// <summary>Grains that are plain objects of the test's own.</summary>
public class FakeGrains : DispatchProxy
{
    private readonly Dictionary<Type, Func<string, object>> _grains = [];

    /// <summary>A factory of the given grains by their keys.</summary>
    public static IGrainFactory Of(params (Type Grain, Func<string, object> Make)[] grains)
    {
        IGrainFactory factory = Create<IGrainFactory, FakeGrains>();
        foreach ((Type grain, Func<string, object> make) in grains)
            ((FakeGrains)(object)factory)._grains[grain] = make;
        return factory;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod is { Name: nameof(IGrainFactory.GetGrain), IsGenericMethod: true } && args is [string key, ..]
            ? _grains[targetMethod.GetGenericArguments()[0]](key)
            : throw new NotSupportedException(targetMethod?.Name);
}
