namespace ClipGrid.TestKit.Faults;

/// <summary>One fault. Make them with the members below.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Amount">A status, a share of 0 to 1, or bytes a second.</param>
public readonly record struct Fault(FaultKind Kind, double Amount = 0)
{
    public static Fault None => default;

    public static Fault Busy => new(FaultKind.Status, 503);

    public static Fault Hang => new(FaultKind.Hang);

    public static Fault DropResponse => new(FaultKind.DropResponse);

    public static Fault Status(int status) => new(FaultKind.Status, status);

    public static Fault CutRequest(double share) => new(FaultKind.CutRequest, share);

    public static Fault CutResponse(double share) => new(FaultKind.CutResponse, share);

    public static Fault SlowRequest(double bytesPerSecond) => new(FaultKind.SlowRequest, bytesPerSecond);

    public static Fault SlowResponse(double bytesPerSecond) => new(FaultKind.SlowResponse, bytesPerSecond);
}
