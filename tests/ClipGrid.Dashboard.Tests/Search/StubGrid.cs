using System.Reflection;
using ClipGrid.Contracts.Client;

namespace ClipGrid.Dashboard.Tests.Search;

/// <summary>A grid that answers what a test says: grain methods by their names, arguments as they come.</summary>
public class StubGrid : DispatchProxy
{
    private readonly Dictionary<string, Func<string, object?[], object>> _answers = [];

    /// <summary>A client and what its grid answers.</summary>
    public static (ClipGridClient Client, StubGrid Grid) Connect(TimeProvider? time = null)
    {
        IGrainFactory factory = Create<IGrainFactory, StubGrid>();
        return (new ClipGridClient(factory, time: time), (StubGrid)(object)factory);
    }

    /// <summary>Says what a grain's method answers: a task.</summary>
    public StubGrid Answer<TGrain>(string method, Func<object?[], object> answer) => Answer<TGrain>(method, (_, arguments) => answer(arguments));

    /// <summary>Says what the method of a grain with some key answers: a task.</summary>
    public StubGrid Answer<TGrain>(string method, Func<string, object?[], object> answer)
    {
        lock (_answers)
            _answers[$"{typeof(TGrain).Name}.{method}"] = answer;
        return this;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Type grain = targetMethod!.GetGenericArguments().Single();
        object stub = Create(grain, typeof(StubGrain));
        string key = $"{args![0]}";
        ((StubGrain)stub).Answer = (method, arguments) => Find($"{grain.Name}.{method}")(key, arguments);
        return stub;
    }

    private Func<string, object?[], object> Find(string method)
    {
        lock (_answers)
            return _answers.TryGetValue(method, out Func<string, object?[], object>? answer) ? answer : throw new InvalidOperationException($"The test says nothing of {method}.");
    }
}
