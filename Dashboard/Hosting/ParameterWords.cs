namespace ClipGrid.Dashboard.Hosting;

/// <summary>What parameters that many endpoints have are called in the API's description.</summary>
internal static class ParameterWords
{
    /// <summary>Of a page.</summary>
    public const string PageSize = "Most entries of the page, 1 to 1,000.";

    /// <summary>Of a page.</summary>
    public const string PageToken = "nextPageToken of the page before; none for the first page.";

    /// <summary>Of a list.</summary>
    public const string Prefix = "Only what begins with this.";

    /// <summary>A data set.</summary>
    public const string DatasetName = "The data set's name.";

    /// <summary>A version of a data set.</summary>
    public const string Dataset = "The data set: emoji (its latest version) or emoji@2.";

    /// <summary>A model.</summary>
    public const string ModelName = "The model's name.";

    /// <summary>A version of a model.</summary>
    public const string Model = "The model: demo, demo@alias or demo@digest.";

    /// <summary>A session.</summary>
    public const string Session = "The session's id.";

    /// <summary>The header of a command.</summary>
    public const string IdempotencyKey = "Your own id of this command, 1 to 64 letters, digits, - and _. Sent again with the same body it takes effect once; with another body it is refused (409).";
}
