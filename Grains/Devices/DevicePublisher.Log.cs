using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Devices;

internal sealed partial class DevicePublisher
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The inventory of devices does not hear this silo ({Fault}): no session is sent to it until it does")]
    private partial void LogUnheard(string fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "The inventory of devices hears this silo again")]
    private partial void LogHeard();

    [LoggerMessage(Level = LogLevel.Error, Message = "Torch cannot be loaded: this silo has no device to give")]
    private partial void LogNoTorch(Exception error);
}
