using System.Globalization;
using ClipGrid.Contracts.Errors;
using Microsoft.Extensions.Configuration;

namespace ClipGrid.Grains.Quotas;

/// <summary>The section <c>ClipGrid:Quotas</c>: how much the grid keeps and takes on. 0 is no limit. All silos take the same.</summary>
public sealed record QuotaOptions
{
    /// <summary>Its name.</summary>
    public const string Section = "ClipGrid:Quotas";

    /// <summary>Items that a data set may have in its latest version; as many pictures, and vectors of them, as there are items.</summary>
    public long ItemsPerDataset { get; init; }

    /// <summary>Bytes that the partitions of a data set's latest version may have; those of items that were replaced or deleted count.</summary>
    public long BytesPerDataset { get; init; }

    /// <summary>Sessions that may wait for a device at a time; more are refused until one has got its own or was cancelled. Of those that are started at the same moment a few more may pass.</summary>
    public int WaitingSessions { get; init; }

    /// <summary>The quotas of a configuration.</summary>
    /// <exception cref="GridException">Invalid: one is negative or of another type, or there is no such key.</exception>
    public static QuotaOptions Read(IConfiguration configuration)
    {
        QuotaOptions read;
        try
        {
            read = configuration.GetSection(Section).Get<QuotaOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new QuotaOptions();
        }
        // A quota that is misspelt would hold nobody back, in silence.
        catch (InvalidOperationException exception)
        {
            throw new GridException(
                GridProblem.Invalid,
                $"The section {Section} has a key that is unknown or no whole number: known are {nameof(ItemsPerDataset)}, {nameof(BytesPerDataset)} and {nameof(WaitingSessions)}.",
                exception);
        }
        Require(nameof(ItemsPerDataset), read.ItemsPerDataset);
        Require(nameof(BytesPerDataset), read.BytesPerDataset);
        Require(nameof(WaitingSessions), read.WaitingSessions);
        return read;
    }

    /// <summary>Refuses an item that a data set has no room for.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="itemCount">Items with it.</param>
    /// <param name="byteCount">Bytes with it.</param>
    /// <exception cref="GridException">TooLarge.</exception>
    internal void RequireRoom(string dataset, long itemCount, long byteCount)
    {
        if (ItemsPerDataset > 0 && itemCount > ItemsPerDataset)
            throw TooLarge(dataset, nameof(ItemsPerDataset), $"{ItemsPerDataset.ToString("N0", CultureInfo.InvariantCulture)} items");
        if (BytesPerDataset > 0 && byteCount > BytesPerDataset)
            throw TooLarge(dataset, nameof(BytesPerDataset), $"{BytesPerDataset.ToString("N0", CultureInfo.InvariantCulture)} bytes");
    }

    /// <summary>Refuses a session where enough of them wait.</summary>
    /// <param name="waitingCount">How many wait.</param>
    /// <exception cref="GridException">Unavailable.</exception>
    internal void RequirePlace(int waitingCount)
    {
        if (WaitingSessions > 0 && waitingCount >= WaitingSessions)
            throw new GridException(GridProblem.Unavailable, $"{waitingCount} sessions wait for a device, and {Section}:{nameof(WaitingSessions)} is {WaitingSessions}: start it when one of them runs, or cancel one.");
    }

    private static GridException TooLarge(string dataset, string key, string most) => new(
        GridProblem.TooLarge,
        $"The data set {dataset} may have {most} ({Section}:{key}), and the next one would be too much: bring fewer, or have that raised and send the ingest again to go on.");

    private static void Require(string key, long value)
    {
        if (value < 0)
            throw new GridException(GridProblem.Invalid, FormattableString.Invariant($"{Section}:{key} is {value}: give a positive number, or 0 for no limit."));
    }
}
