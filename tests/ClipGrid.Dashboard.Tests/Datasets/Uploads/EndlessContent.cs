using System.Net;

namespace ClipGrid.Dashboard.Tests.Datasets.Uploads;

/// <summary>Zeroes, as many as asked for or until somebody has enough; what a slow or broken upload sends.</summary>
internal sealed class EndlessContent(long length = long.MaxValue, Action? heard = null) : HttpContent
{
    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        byte[] zeroes = new byte[1 << 20];
        for (long sent = 0; sent < length; sent += zeroes.Length)
        {
            await stream.WriteAsync(zeroes.AsMemory(0, (int)Math.Min(zeroes.Length, length - sent)), cancellationToken);
            if (sent > 0)
                Begun.TrySetResult();
            heard?.Invoke();
        }
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return length != long.MaxValue;
    }
}
