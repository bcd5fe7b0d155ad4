using System.Globalization;

namespace ClipGrid.Grains.Devices;

/// <summary>Sizes of memory in words for people.</summary>
internal static class Sizes
{
    private const double Mebibyte = 1 << 20;
    private const double Gibibyte = 1 << 30;

    /// <summary>For example "24 GiB" or "1.5 GiB"; below one gibibyte "512 MiB", at least 1.</summary>
    public static string Show(long bytes) => bytes >= Gibibyte
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / Gibibyte:0.#} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Ceiling(bytes / Mebibyte)):0} MiB");
}
