using System.Collections.Concurrent;
using System.Reflection;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Access.Audit;

/// <summary>
/// Writes down who asks for what before it is carried out: what cannot be written down is not done. After <see cref="CallGuard"/>, where
/// there is one.
/// </summary>
internal sealed class AuditTrail(AuditLog log, TimeProvider time) : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<MethodInfo, string?> _actions = [];

    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (_actions.GetOrAdd(context.InterfaceMethod, static method => method.GetCustomAttribute<AuditedAttribute>()?.Action) is not { } action)
        {
            await context.Invoke();
            return;
        }
        AuditEntry entry = new()
        {
            At = time.GetUtcNow(),
            Caller = RequestContext.Get(CallerHeader.Name) as string ?? "anybody",
            Action = action,
            Subject = context.TargetId.Key.ToString() ?? "",
        };
        await log.WriteAsync(entry, CancellationToken.None);
        try
        {
            await context.Invoke();
        }
        catch (GridException refused)
        {
            await log.WriteAsync(entry with { At = time.GetUtcNow(), Refusal = refused.Message }, CancellationToken.None);
            throw;
        }
    }
}
