using System.Globalization;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Search;

/// <summary>Where a filter's text cannot be read; never leaves <see cref="FilterText"/>.</summary>
internal sealed class FilterFault(int position, string expected) : Exception
{
    /// <summary>At which character, counted from 1.</summary>
    public int Position => position;

    /// <inheritdoc/>
    public override string Message =>
        string.Create(CultureInfo.InvariantCulture, $"The filter cannot be read at character {position}: expected {expected}. Write for example: label = cat and year >= 2000.");

    /// <summary>For the caller.</summary>
    public GridException ToGridException() => new(GridProblem.Invalid, Message);
}
