using ClipGrid.Contracts.Access;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Access;

internal sealed partial class CallGuard
{
    [LoggerMessage(1, LogLevel.Warning, "A call of {Contract}.{Method} was refused: {Reason}")]
    private partial void LogStranger(string contract, string method, string reason);

    [LoggerMessage(2, LogLevel.Warning, "{Caller}, {Role}, was refused {Contract}.{Method}.")]
    private partial void LogDenied(string caller, GridRole role, string contract, string method);
}
