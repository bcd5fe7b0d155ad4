using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using System.Text;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Hosting;

namespace ClipGrid.Dashboard.Training;

/// <summary>All metrics of a session as a table, streamed page by page.</summary>
internal static class MetricTable
{
    private const int PageSize = 5_000;
    private const string Header = "step,samples,loss,learning_rate,gradient_norm,logit_scale,samples_per_second,update_ratio,data_wait,memory_bytes,batch_accuracy,at";

    public static async Task WriteAsync(
        [Description(ParameterWords.Session)] string id, HttpContext context, ClipGridClient grid, CancellationToken cancellationToken, [Description("Only steps after this one.")] long after = 0)
    {
        SessionId session = SessionId.Parse(id);
        // The first page before the first byte: what cannot be read has a status of its own.
        ImmutableArray<MetricPoint> page = await grid.Sessions.GetMetricsAsync(session, after, PageSize, cancellationToken);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{session}.csv\"";
        await using StreamWriter writer = new(context.Response.Body, new UTF8Encoding(false), leaveOpen: true);
        await writer.WriteAsync(Header + "\n");
        while (!page.IsEmpty)
        {
            foreach (MetricPoint point in page)
                await writer.WriteAsync(Row(point));
            page = await grid.Sessions.GetMetricsAsync(session, page[^1].Step, PageSize, cancellationToken);
        }
    }

    private static string Row(MetricPoint point) => string.Create(
        CultureInfo.InvariantCulture,
        $"{point.Step},{point.SampleCount},{point.Loss:R},{point.LearningRate:R},{point.GradientNorm:R},{point.LogitScale:R},{point.SamplesPerSecond:R},{point.UpdateRatio:R},{point.DataWait:R},{point.MemoryBytes},{point.BatchAccuracy:R},{point.At.UtcDateTime:O}\n");
}
