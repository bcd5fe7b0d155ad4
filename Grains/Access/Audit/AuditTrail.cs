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
    private const int LongestDetail = 300;

    private readonly ConcurrentDictionary<MethodInfo, AuditedAttribute?> _actions = [];

    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (_actions.GetOrAdd(context.InterfaceMethod, static method => method.GetCustomAttribute<AuditedAttribute>()) is not { } audited)
        {
            await context.Invoke();
            return;
        }
        AuditEntry entry = new()
        {
            At = time.GetUtcNow(),
            Caller = RequestContext.Get(CallerHeader.Name) as string ?? "anybody",
            Action = audited.Action,
            Subject = context.TargetId.Key.ToString() ?? "",
            Detail = DetailOf(context, audited),
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

    private static string? DetailOf(IIncomingGrainCallContext context, AuditedAttribute audited)
    {
        ParameterInfo[] parameters = context.InterfaceMethod.GetParameters();
        for (int i = 0; i < context.Request.GetArgumentCount(); i++)
        {
            object? argument = context.Request.GetArgument(i);
            string? detail = argument is IAuditDetail request ? request.AuditDetail : parameters[i].Name == audited.Detail ? argument?.ToString() : null;
            if (detail is not null)
                return string.Concat(detail.Take(LongestDetail).Select(c => char.IsControl(c) ? '?' : c));
        }
        return null;
    }
}
