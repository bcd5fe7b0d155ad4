using System.Globalization;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>
/// Lets in as many bodies at the same time as there is memory for: who sends too much is told to come back, where otherwise the process
/// would end. Safe for any number of callers.
/// </summary>
/// <param name="budget">Bytes of all bodies together.</param>
internal sealed class BodyMemory(long budget)
{
    // A body is in memory as it came, as text, as the bytes that the text stands for, as messages to other silos, as what is made of them,
    // and in buffers that are kept for the next one: measured with pictures, 12 times and more.
    private const int Copies = 16;

    // The rest is for everything else that the process does.
    private const int Share = 2;

    private long _taken;

    /// <summary>The budget of this process: by the machine's memory, or by the limit that it was given.</summary>
    public static BodyMemory OfProcess() => new(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Share / Copies);

    /// <summary>Takes room for the body of a request until the rest of the pipeline is through with it.</summary>
    /// <exception cref="GridException">Unavailable: there is none now. TooLarge: there never is.</exception>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        long bytes = BytesOf(context);
        if (bytes > budget)
            throw new GridException(GridProblem.TooLarge, string.Create(CultureInfo.InvariantCulture, $"This process has memory for bodies of {budget:N0} bytes, and this one may have {bytes:N0}: send less at once, say how long it is, or give the process more memory."));
        if (Interlocked.Add(ref _taken, bytes) > budget && bytes > 0)
        {
            Interlocked.Add(ref _taken, -bytes);
            throw new GridException(GridProblem.Unavailable, string.Create(CultureInfo.InvariantCulture, $"There is no memory now for a body of {bytes:N0} bytes beside those of other requests ({budget:N0} bytes in all): try again in a few seconds, or send less at once."));
        }
        try
        {
            await next(context);
        }
        finally
        {
            Interlocked.Add(ref _taken, -bytes);
        }
    }

    // Pages and uploads read what they are sent piece by piece. Who does not say how long the body is may send as much as is taken.
    private static long BytesOf(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>() is not { } limit || HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            return 0;
        long most = limit.MaxRequestBodySize ?? long.MaxValue;
        return context.Request.ContentLength is { } length ? Math.Min(length, most) : context.Request.Headers.TransferEncoding.Count > 0 ? most : 0;
    }
}
