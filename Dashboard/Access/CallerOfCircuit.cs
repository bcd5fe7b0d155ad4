using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace ClipGrid.Dashboard.Access;

/// <summary>What an open page's events set in motion is for who opened it.</summary>
internal sealed class CallerOfCircuit(AuthenticationStateProvider state, CurrentCaller current) : CircuitHandler
{
    /// <inheritdoc/>
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async activity =>
    {
        current.Be((await state.GetAuthenticationStateAsync()).User);
        await next(activity);
    };
}
