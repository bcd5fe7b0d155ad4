using Microsoft.AspNetCore.Components.Server.Circuits;

namespace ClipGrid.Dashboard.Training.Curves;

/// <summary>Tells when a browser that was out of reach is back: what was sent to it meanwhile is lost.</summary>
internal sealed class ConnectionWatch : CircuitHandler
{
    /// <summary>The browser has come back.</summary>
    public event Action? Back;

    /// <inheritdoc/>
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Back?.Invoke();
        return Task.CompletedTask;
    }
}
