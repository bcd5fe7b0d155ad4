using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Storage.AzureBlobs;

internal sealed partial class BlobPipeline
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A request to the {Where} failed ({Fault}) and is sent again in {Seconds:0.###} s")]
    private partial void LogRetry(string where, string fault, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "Too many requests to the {Where} fail: none is sent for {Seconds:0.###} s")]
    private partial void LogOpened(string where, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Requests to the {Where} succeed again")]
    private partial void LogClosed(string where);
}
