using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Transfers;
using ClipGrid.Dashboard.Access;
using ClipGrid.Dashboard.Datasets.Uploads;
using ClipGrid.Dashboard.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Dashboard.Tests.Datasets.Uploads;

/// <summary>The endpoints of uploads on a real server, before a grid of plain objects.</summary>
public sealed class UploadGrid : IAsyncDisposable
{
    private readonly WebApplication _app;

    private UploadGrid(IReadOnlyDictionary<string, string?> settings)
    {
        Scratch = Directory.CreateTempSubdirectory("uploads");
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Configuration.AddInMemoryCollection([new($"{UploadOptions.Section}:{nameof(UploadOptions.ScratchFolder)}", Scratch.FullName)]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddExceptionHandler<ProblemAnswers>();
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton(new ClipGridClient(FakeGrains.Of(
            (typeof(IDatasetGrain), name => FakeDataset.Of(name, this)),
            (typeof(ITransferGrain), id => new FakeTransfer(id, this)))));
        builder.Services.AddSingleton(services => new OwnGrid(services.GetRequiredService<ClipGridClient>()));
        builder.AddUploads();
        _app = builder.Build();
        _app.UseExceptionHandler();
        _app.UseMiddleware<ForeignOrigins>();
        _app.MapUploads();
    }

    public DirectoryInfo Scratch { get; }

    public HttpClient Http { get; private set; } = null!;

    public ConcurrentDictionary<string, MemoryStream> Transfers { get; } = new();

    public ConcurrentDictionary<string, byte[]> Completed { get; } = new();

    public ConcurrentBag<AddItemsRequest> Added { get; } = [];

    public TaskCompletionSource Appended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Deleted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsBusy { get; set; }

    public bool KeepsBytes { get; set; } = true;

    public GridException? Refusal { get; set; }

    public static async Task<UploadGrid> StartAsync(params (string Key, string Value)[] settings)
    {
        UploadGrid grid = new(settings.ToDictionary(setting => $"{UploadOptions.Section}:{setting.Key}", setting => (string?)setting.Value));
        await grid._app.StartAsync();
        string address = grid._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        grid.Http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(address) };
        grid.Http.DefaultRequestHeaders.Add(UploadEndpoints.Header, "1");
        return grid;
    }

    /// <summary>An upload of some files.</summary>
    public static MultipartFormDataContent Body(params (string Path, byte[] Content)[] files) =>
        Body([.. files.Select(file => (file.Path, (long)file.Content.Length, (HttpContent)new ByteArrayContent(file.Content)))]);

    /// <summary>The same with sizes and contents that may differ.</summary>
    public static MultipartFormDataContent Body(params (string Path, long Size, HttpContent Content)[] files)
    {
        string json = JsonSerializer.Serialize(new
        {
            operation = OperationId.New().Value,
            settings = new { name = "photos", format = "Auto", onExisting = "Refuse", labelNames = Array.Empty<string>(), split = (string?)null },
            files = files.Select(file => new { path = file.Path, size = file.Size }),
        });
        MultipartFormDataContent body = new() { { new StringContent(json, Encoding.UTF8, "application/json"), "request" } };
        foreach ((string _, long _, HttpContent content) in files)
            body.Add(content, "file", "../../etc/x.php.png");
        return body;
    }

    /// <summary>A zip of some files.</summary>
    public static byte[] Zip(params (string Path, byte[] Content)[] files)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach ((string path, byte[] content) in files)
            {
                using Stream entry = zip.CreateEntry(path).Open();
                entry.Write(content);
            }
        return bytes.ToArray();
    }

    /// <summary>Sends an upload; the status, and the sentence of a refusal.</summary>
    public async Task<(HttpStatusCode Status, string Detail)> SendAsync(HttpContent body, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await Http.PostAsync("/uploads", body, cancellationToken);
        string text = await answer.Content.ReadAsStringAsync(cancellationToken);
        using JsonDocument json = JsonDocument.Parse(text);
        return (answer.StatusCode, json.RootElement.TryGetProperty("detail", out JsonElement detail) ? detail.GetString()! : "");
    }

    /// <summary>The files of the only completed transfer.</summary>
    public Dictionary<string, byte[]> SentFiles()
    {
        Dictionary<string, byte[]> files = new(StringComparer.Ordinal);
        using TarReader tar = new(new MemoryStream(Completed.Values.Single()));
        while (tar.GetNextEntry() is { } entry)
        {
            using MemoryStream content = new();
            entry.DataStream?.CopyTo(content);
            files.Add(entry.Name, content.ToArray());
        }
        return files;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Scratch.Delete(recursive: true);
    }
}
