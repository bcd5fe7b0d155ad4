using System.Globalization;
using ClipGrid.Contracts.Errors;
using ClipGrid.Dashboard.Limits;
using Microsoft.AspNetCore.Http.Features;

namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>Where pages send files to. Not a part of the HTTP API.</summary>
internal static class UploadEndpoints
{
    /// <summary>The path that all of them begin with.</summary>
    public const string Root = "/uploads";

    /// <summary>
    /// A header that every request needs: a form of another site cannot set it, and its script is not allowed to without asking first,
    /// which is never granted.
    /// </summary>
    public const string Header = "X-ClipGrid-Upload";

    // What a part adds to its file, and a path in the list before.
    private const int BytesPerFile = 4 << 10;
    private const int MoreBytes = 8 << 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>Registers them.</summary>
    public static void AddUploads(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<UploadOptions>().BindConfiguration(UploadOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<Microsoft.Extensions.Options.IValidateOptions<UploadOptions>, UploadOptionsValidation>();
        builder.Services.AddSingleton<UploadDesk>();
        builder.Services.AddSingleton<UploadAftermath>();
        builder.Services.AddHostedService(services => services.GetRequiredService<UploadAftermath>());
    }

    /// <summary>Maps them.</summary>
    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder uploads = routes.MapGroup(Root).ExcludeFromDescription().AddEndpointFilter(RequireHeaderAsync);
        uploads.MapPost("/plan", PlanAsync);
        uploads.MapPost("", UploadAsync).Costs(Cost.Transfer);
    }

    private static async Task<IResult> PlanAsync(HttpContext context, UploadDesk desk)
    {
        Allow(context, MoreBytes + (long)desk.Limits.MaxFileCount * BytesPerFile);
        using MemoryStream json = new();
        await context.Request.Body.CopyToAsync(json, context.RequestAborted);
        PlanRequest request = UploadJson.Read<PlanRequest>(json.GetBuffer().AsSpan(0, (int)json.Length));
        return Results.Ok(PlanAnswer.Of(UploadPlan.Of(request.Files, desk.Limits)));
    }

    private static async Task<IResult> UploadAsync(HttpContext context, UploadDesk desk)
    {
        if (!MultipartFiles.IsOne(context.Request))
            return Results.Problem("Files come as multipart/form-data: first a part \"request\" with JSON, then the files.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        using IDisposable? place = desk.TryEnter();
        if (place is null)
        {
            context.Response.Headers.RetryAfter = Pause.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return Results.Problem($"{desk.Limits.MaxConcurrentCount} uploads are on their way already: wait until one has ended, and try again.", statusCode: StatusCodes.Status429TooManyRequests);
        }
        Allow(context, desk.Limits.MaxByteCount + MoreBytes + (long)desk.Limits.MaxFileCount * BytesPerFile);
        UploadAnswer answer = await desk.ReceiveAsync(context.Request, context.RequestAborted);
        return Results.Accepted($"/datasets/{answer.Dataset}/ingests/{answer.Operation}", answer);
    }

    // The server's own limit is for small requests; the kind of body is counted while it comes.
    private static void Allow(HttpContext context, long byteCount)
    {
        if (context.Request.ContentLength > byteCount)
            throw new GridException(GridProblem.TooLarge, $"This is larger than the {byteCount:N0} bytes that are taken at once: add it in parts, or name a path on the server.");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = byteCount;
    }

    private static async ValueTask<object?> RequireHeaderAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.Headers.ContainsKey(Header)
            ? await next(context)
            : Results.Problem($"The header {Header} is missing: it shows that the request comes from the grid's own pages.", statusCode: StatusCodes.Status400BadRequest);
}
