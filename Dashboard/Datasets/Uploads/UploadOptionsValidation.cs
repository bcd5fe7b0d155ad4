using Microsoft.Extensions.Options;

namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>Refuses limits that nothing could be sent with.</summary>
internal sealed class UploadOptionsValidation : IValidateOptions<UploadOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, UploadOptions options)
    {
        string? complaint =
            Range(options.MaxFileCount, 1, 1_000_000, nameof(options.MaxFileCount))
            ?? Range(options.MaxByteCount, 1, 1L << 40, nameof(options.MaxByteCount))
            ?? Range(options.MaxPictureByteCount, 1, 64L << 20, nameof(options.MaxPictureByteCount))
            ?? Range(options.MaxDepth, 1, 64, nameof(options.MaxDepth))
            ?? Range(options.MaxNameByteCount, 1, 255, nameof(options.MaxNameByteCount))
            ?? Range(options.MaxZipRatio, 2, 1_100, nameof(options.MaxZipRatio))
            ?? Range(options.MaxConcurrentCount, 1, 1_000, nameof(options.MaxConcurrentCount))
            ?? (options.ScratchFolder is null || Directory.Exists(options.ScratchFolder)
                ? null : $"{UploadOptions.Section}:{nameof(options.ScratchFolder)} is {options.ScratchFolder}, which is no folder: make it, or leave the key out.");
        return complaint is null ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(complaint);
    }

    private static string? Range(long value, long least, long most, string key) =>
        value >= least && value <= most ? null : $"{UploadOptions.Section}:{key} is {value}: give {least} to {most}.";
}
