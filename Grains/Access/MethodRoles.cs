using System.Collections.Concurrent;
using System.Reflection;
using ClipGrid.Contracts.Access;
using Orleans.Serialization.Invocation;

namespace ClipGrid.Grains.Access;

/// <summary>Which role each method of a grain takes. What says nothing is the cluster's own.</summary>
internal sealed class MethodRoles
{
    private readonly ConcurrentDictionary<MethodInfo, GridRole?> _known = [];

    /// <summary>The least role that a call takes; null where only the cluster may.</summary>
    public GridRole? Of(IIncomingGrainCallContext context)
    {
        if (context.InterfaceMethod.DeclaringType != typeof(IAsyncEnumerableGrainExtension))
            return Of(context.InterfaceMethod);
        // A stream begins with a call that carries the method's own; its further pieces are asked for by an id that nobody guesses.
        for (int i = 0; i < context.Request.GetArgumentCount(); i++)
            if (context.Request.GetArgument(i) is IInvokable streamed)
                return Of(streamed.GetMethod());
        return GridRole.Reader;
    }

    /// <summary>The least role that a method takes; null where only the cluster may.</summary>
    public GridRole? Of(MethodInfo method) => _known.GetOrAdd(method, static method =>
        (method.GetCustomAttribute<AllowedForAttribute>() ?? method.DeclaringType?.GetCustomAttribute<AllowedForAttribute>())?.Role);
}
