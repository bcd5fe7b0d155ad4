using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>
/// The body of an upload, multipart/form-data: first <c>request</c> (JSON), then the files in the order in which the request lists them.
/// File names of the parts are never looked at; paths and sizes are those of the request.
/// </summary>
internal sealed class MultipartFiles(MultipartReader reader, UploadOptions limits)
{
    // Names of labels, and a path with its size for each file.
    private const int RequestBytesPerFile = 1_500;
    private const int MoreRequestBytes = 4 << 20;
    private const int LongestBoundary = 100;

    /// <summary>Whether a request says that its body is of this kind.</summary>
    public static bool IsOne(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    /// <summary>The body of a request of this kind.</summary>
    /// <exception cref="BadHttpRequestException">Its parts cannot be told apart.</exception>
    public static MultipartFiles Of(HttpRequest request, UploadOptions limits)
    {
        string boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type) ? HeaderUtilities.RemoveQuotes(type.Boundary).ToString() : "";
        if (boundary.Length is 0 or > LongestBoundary)
            throw new BadHttpRequestException("The multipart/form-data has no boundary, or one of more than 100 characters, so its parts cannot be told apart.");
        return new MultipartFiles(new MultipartReader(boundary, request.Body), limits);
    }

    /// <summary>What shall become of the files.</summary>
    /// <exception cref="BadHttpRequestException">The first part is none.</exception>
    public async Task<UploadRequest> ReadRequestAsync(CancellationToken cancellationToken)
    {
        Stream? part = await NextAsync("request", cancellationToken);
        using MemoryStream json = new();
        byte[] buffer = new byte[64 << 10];
        for (int count; (count = part is null ? 0 : await part.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            json.Write(buffer, 0, count);
            if (json.Length > MoreRequestBytes + (long)limits.MaxFileCount * RequestBytesPerFile)
                throw new GridException(GridProblem.TooLarge, $"The list of files is too long: at most {limits.MaxFileCount:N0} files are sent at once.");
        }
        return UploadJson.Read<UploadRequest>(json.GetBuffer().AsSpan(0, (int)json.Length));
    }

    /// <summary>The files that a plan takes; those that it leaves out are passed over.</summary>
    /// <exception cref="BadHttpRequestException">A file is missing, or there is one more.</exception>
    public async IAsyncEnumerable<SentFile> ReadAsync(int count, UploadPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<int> leftOut = [.. plan.LeftOut.Select(file => file.Index)];
        int taken = 0;
        for (int index = 0; index < count; index++)
        {
            Stream content = await NextAsync("file", cancellationToken)
                ?? throw new BadHttpRequestException($"Only {index:N0} of {count:N0} files came. Nothing was added; send them again.");
            if (leftOut.Contains(index))
                continue;
            UploadFile file = plan.Files[taken++];
            yield return new SentFile(file.Path, file.Size, content);
        }
        if (await NextAsync("file", cancellationToken) is not null)
            throw new BadHttpRequestException($"More than the {count:N0} files came that were announced. Nothing was added.");
    }

    private async Task<Stream?> NextAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            if (await reader.ReadNextSectionAsync(cancellationToken) is not { } section)
                return null;
            if (section.GetContentDispositionHeader() is { } disposition && HeaderUtilities.RemoveQuotes(disposition.Name).Equals(name, StringComparison.Ordinal))
                return new ToldStream(section.Body, Broken);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Broken(e);
        }
        throw new BadHttpRequestException($"A part \"{name}\" was expected and another came: first \"request\", then one \"file\" for each file. Nothing was added.");
    }

    private Exception Broken(Exception e) => e is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
        ? new GridException(GridProblem.TooLarge, $"More came than the {limits.MaxByteCount:N0} bytes that are taken at once. Nothing was added.", e)
        : new BadHttpRequestException("The parts of the upload cannot be told apart, or it broke off. Nothing was added; send it again.", e);
}
