using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Access;

/// <summary>
/// Looks at the key of every call before its grain does. What a grain that was let in asks of others, it asks as the cluster: the door
/// has decided. So a forged role, or a call past the SDK, gets nowhere without a key.
/// </summary>
internal sealed partial class CallGuard(KeyRing ring, MethodRoles roles, ILogger<CallGuard> logger) : IIncomingGrainCallFilter
{
    /// <inheritdoc/>
    /// <exception cref="GridException">Unauthenticated, Denied, Unavailable.</exception>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (IsEverybodys(context))
        {
            await context.Invoke();
            return;
        }
        Caller caller;
        try
        {
            caller = await ring.IdentifyAsync(Read(CallerHeader.Key), Read(CallerHeader.For), Read(CallerHeader.Role));
        }
        catch (GridException error) when (error.Problem is GridProblem.Unauthenticated or GridProblem.Denied)
        {
            LogStranger(context.InterfaceName, context.MethodName, error.Message);
            throw;
        }
        if (!caller.IsCluster && (roles.Of(context) is not { } needed || caller.Role < needed))
        {
            LogDenied(caller.Name, caller.Role, context.InterfaceName, context.MethodName);
            throw AccessFault.Denied(caller.Name, caller.Role, roles.Of(context));
        }
        foreach (string header in new[] { CallerHeader.Key, CallerHeader.For, CallerHeader.Role })
            RequestContext.Remove(header);
        if (!caller.IsCluster)
            RequestContext.Set(CallerHeader.Name, caller.Name);
        await context.Invoke();
    }

    // What an Orleans client asks for before it can ask for anything: which grains there are. And a grain's own timers, which bring no key.
    private static bool IsEverybodys(IIncomingGrainCallContext context) =>
        context.InterfaceMethod.DeclaringType is { FullName: "Orleans.Runtime.IClusterManifestSystemTarget" or "Orleans.Runtime.IGrainTimerInvoker" };

    private static string? Read(string header) => RequestContext.Get(header) as string;
}
